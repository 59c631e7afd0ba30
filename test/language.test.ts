import { afterEach, describe, expect, it } from 'vitest';
import { speak, spokenLanguage, withDecimalMark, writeDate } from '../src/language.js';
import { formatCount, formatDuration, formatShare } from '../src/results/derive/numberFormat.js';
import { writeFraction, writeMeasure, writeP, writeShare } from '../src/results/derive/typographicNumbers.js';

afterEach(() => speak('en', undefined));

describe('the language that is spoken', () => {
  it('is English until told, and where a language has no messages', () => {
    expect(spokenLanguage()).toBe('en');
    speak('fr', undefined);
    expect([spokenLanguage(), formatCount(27_000), writeFraction(0.72)]).toEqual(['en', '27,000', '.72']);
  });

  it('writes numbers as German does: a comma, points between thousands, and the zero before the comma', () => {
    speak('de', {});
    expect(formatCount(27_000)).toBe('27.000');
    expect([writeFraction(0.72), writeFraction(-0.14)]).toEqual(['0,72', '\u22120,14']);
    expect([writeMeasure(14.31), writeMeasure(0.0031)]).toEqual(['14,3', '0,0031']);
    expect([writeShare(0.792), formatShare(350, 360)]).toEqual(['79,2\u202f%', '97,2 %']);
    expect([writeP(0.0013), writeP(1e-7)]).toEqual(['0,0013', '< 0,0001']);
    expect(formatDuration(0.4)).toBe('0,4 s');
    expect(withDecimalMark('1.5')).toBe('1,5');
  });

  it('writes days in its own way, in English as they are sorted', () => {
    expect(writeDate('2026-11-30T23:30:00.000Z')).toBe('2026-11-30');
    expect(writeDate('once')).toBe('once');
    speak('de', {});
    expect(writeDate('2026-11-30T23:30:00.000Z')).toBe('30.11.2026');
  });
});
