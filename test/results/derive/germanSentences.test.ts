import '../../speakGerman.js';
import { describe, expect, it } from 'vitest';
import { deletedPhrase, deletionSentence } from '../../../src/results/derive/deletionSentence.js';
import { costsFinding } from '../../../src/results/derive/findings/costsFinding.js';
import { importanceOpening } from '../../../src/results/derive/importanceSentence.js';
import { lossOpening, lossTables } from '../../../src/results/derive/lossTables.js';
import { formatCounted, formatCountedOblique } from '../../../src/results/derive/numberFormat.js';
import { noiseOpening } from '../../../src/results/derive/noiseOpening.js';
import { relationOpening } from '../../../src/results/derive/selectivityRelation.js';
import { importancePhrase, lostPhrase, samplesOfClass } from '../../../src/results/derive/unitPhrases.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { intactShare, taskSentence } from '../../../src/results/derive/task.js';
import { beyondChanceSentence } from '../../../src/results/derive/sentences.js';
import { curvedResult } from '../curvedResult.js';
import { regressionResult } from '../regressionResult.js';
import { sampleResult } from '../sampleResult.js';

const result = sampleResult();
const rows = unitRows(result, 'zero');

describe('in German', () => {
  it('nouns are bent behind a preposition, and what the data call their samples stays as it is', () => {
    expect([formatCounted(1, 'image'), formatCounted(14, 'image')]).toEqual(['1 Bild', '14 Bilder']);
    expect([formatCountedOblique(360, 'image'), formatCountedOblique(512, 'unit')]).toEqual([
      '360 Bildern',
      '512 Units',
    ]);
    expect(formatCounted(2, 'review')).toBe('2 reviews');
  });

  it('a unit costs, gains, or does neither', () => {
    expect(importancePhrase(rows[3], 'image')).toBe('kostet 36 Bilder');
    expect(importancePhrase(rows[5], 'image')).toBe('gewinnt 2 Bilder');
    expect(importancePhrase(rows[1], 'image')).toBe('kostet kein Bild');
    expect(importancePhrase(rows[4], 'image')).toBe('tot auf diesen Daten');
    const basis = { kind: 'estimate', low: 12, high: 55, samples: 1536, population: 10_000 } as const;
    expect(lostPhrase({ count: 31, basis }, 'image')).toBe(
      'kostet etwa 31 von 10.000 Bildern (12 bis 55), aus 1.536',
    );
  });

  it('one is told in other words than several', () => {
    expect(beyondChanceSentence(1, 512)).toBe('1 von 512 Units sticht aus dem Zufall heraus.');
    expect(beyondChanceSentence(125, 1512)).toBe('125 von 1.512 Units stechen aus dem Zufall heraus.');
    // By hand, as in the English test of the same sentence: 8 cost, 5 change nothing, 1 gains.
    expect(costsFinding(rows, 'image')?.evidence).toBe(
      '8 von 14 Units kosten ein Bild oder mehr, 5 lassen die Zahl, wie sie ist, 1 gewinnt etwas. ' +
        'Bei 1 Unit ist der Verlust zu groß für Zufall.',
    );
  });

  it('an opening is whole sentences', () => {
    expect(importanceOpening(rows, 200, 'image')?.evidence).toContain(
      'Die teuerste, fc1[3], kostet 36 von 200 Bildern.',
    );
    const noise = noiseOpening(curvedResult(), 'network');
    expect(noise.answer).toBe(
      'Rauschen von 2 Standardabweichungen nimmt ihm mindestens die Hälfte seines Vorsprungs vor dem Raten',
    );
    expect(noise.evidence).toContain(
      'Intakt liegt es zu 90,0\u202f% richtig; mit Rauschen: 89,5\u202f% bei 0,5, 76,0\u202f% bei 1 und 52,0\u202f% bei 2.',
    );
  });

  it('the verdict on selectivity keeps its answer apart from its reason', () => {
    expect(relationOpening([], [])).toEqual({
      answer: 'Sind die leicht lesbaren Units die wichtigen?',
      evidence: 'Das lässt sich nicht sagen: Keine Schicht hat genug verschiedene Units.',
    });
  });

  it('a deletion is told with the verb where German has it', () => {
    const outcome = {
      deleted: ['fc1[1]'],
      unitCount: 24,
      sample: { label: '3', isTrue: false, before: '3', now: '5' },
      right: { intact: 396, now: 387, samples: 400 },
      population: 400,
      noun: 'image',
    };
    expect(`${deletedPhrase(outcome)} ${deletionSentence(outcome)}`).toBe(
      'fc1[1] gelöscht. Dieses Bild mit Label 3 wird jetzt als 5 gelesen, also falsch; ' +
        'über alle Bilder gehen 9 von 396 richtigen Antworten verloren.',
    );
  });

  it('a regression is told by its losses, with commas', () => {
    const regression = regressionResult();
    regression.baseline.loss = 0.125;
    expect(intactShare(regression)).toBe('Loss 0,1250');
    const { answer, evidence } = lossOpening(regression, 'zero');
    expect(answer).toMatch(/^\S+\[\d+\] zu löschen erhöht den Fehler am meisten, um \d,\d{4}$/);
    expect(evidence).toMatch(
      /^Intakt beträgt der mittlere quadratische Fehler 0,1250\. Eine Regression kennt /,
    );
    const tables = lossTables(regression, 'zero');
    expect(tables[0].header).toEqual(['Schicht', 'Units', 'Tot', 'Teuerste Unit', 'Loss-Anstieg']);
    const written = tables.flatMap(({ title, header, rows }) => [title, ...header, ...rows.flat()]).join(' ');
    expect(written).not.toMatch(/\d\.\d|\b(zero|network|kept|loss|random)\b/);
  });

  it('what counts as right with several labels is bent', () => {
    const labelled = sampleResult();
    Object.assign(labelled.dataset, { task: 'multi-label', noun: 'text' });
    expect(taskSentence(labelled)).toContain(
      '; einen Text als richtig zu zählen heißt, dass jedes Label stimmt.',
    );
  });

  it('a digit is a class', () => {
    const digits = sampleResult();
    digits.dataset.classes = ['0', '1', '8'];
    expect(samplesOfClass(digits, 2)).toBe('Klasse 8');
  });
});
