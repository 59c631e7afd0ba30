import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { parsePrecision } from '../../src/jobs/precision.js';

describe('a precision', () => {
  it('is a share, in per cent or as it is', () => {
    const written = ['0.5%', '1 %', ' 2% ', '0.005', '.01', '49.9%'];
    expect(written.map((text) => parsePrecision('precision', text))).toEqual([
      0.005, 0.01, 0.02, 0.005, 0.01, 0.499,
    ]);
  });

  it.each(['0', '0%', '50%', '0.5', '1', '-1%', '1%%', 'one', '', '1e-3', '.'])('is not "%s"', (text) => {
    expect(() => parsePrecision('unitImportance.quickLookPrecision', text)).toThrow(
      new InputError(
        `unitImportance.quickLookPrecision is "${text}": write a share above 0 % and below 50 %, as 0.5%.`,
      ),
    );
  });
});
