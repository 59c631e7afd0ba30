import { describe, expect, it } from 'vitest';
import {
  hypothesisWords,
  resemblanceSentence,
  type LayerResemblance,
} from '../../../src/results/derive/hypothesisSentences.js';
import { expectationUnder, type Hypothesis } from '../../../src/results/derive/selectivityHypotheses.js';
import { layerRelations, relationInterval } from '../../../src/results/derive/selectivityRelation.js';
import { writeFraction } from '../../../src/results/derive/typographicNumbers.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { seededNetwork } from '../../webview/seededNetwork.js';

const say = (...kinds: LayerResemblance['kind'][]) =>
  resemblanceSentence(kinds.map((kind, i) => ({ id: `fc${i + 1}`, kind })));

describe('what the data resemble', () => {
  it.each([
    [['none', 'none'], 'Of the three, the data resemble “No relation”.'],
    [['more'], 'Of the three, the data resemble “Selective matter more”.'],
    [
      ['weaklyLess', 'weaklyLess'],
      'The data resemble none of the three: they lean weakly to “Selective matter less”.',
    ],
    [['stronglyMore'], 'The data resemble none of the three: they go beyond “Selective matter more”.'],
    [['several', 'several'], 'With so few units, the data fit more than one of the three.'],
    [
      ['weaklyLess', 'none'],
      'The data differ by layer: fc1 leans weakly to “Selective matter less”, fc2 resembles “No relation”; among 2 layers that can be chance.',
    ],
    [
      ['none', 'less'],
      'The data differ by layer: fc1 resembles “No relation”, fc2 resembles “Selective matter less”.',
    ],
    [
      ['none', 'weaklyLess', 'none'],
      'The data differ by layer: fc1 and fc3 resemble “No relation”, fc2 leans weakly to “Selective matter less”; among 3 layers that can be chance.',
    ],
    [
      ['none', 'none', 'none', 'none', 'weaklyMore', 'several'],
      'The data differ by layer: 4 of 6 layers resemble “No relation”, 1 of 6 layers leans weakly to “Selective matter more”, 1 of 6 layers fits more than one; among 6 layers that can be chance.',
    ],
    [
      ['weaklyLess', 'weaklyLess', 'weaklyLess', 'none', 'none', 'less'],
      'The data differ by layer: 3 of 6 layers lean weakly to “Selective matter less”, 2 of 6 layers resemble “No relation”, 1 of 6 layers resembles “Selective matter less”.',
    ],
    [[], 'What the data resemble can’t be told: no layer has enough units that differ.'],
  ] as [LayerResemblance['kind'][], string][])('%j', (kinds, sentence) => {
    expect(say(...kinds)).toBe(sentence);
  });
});

describe('a hypothesis in words', () => {
  /** Costs that follow selectivity, against it, or not at all. */
  function related(direction: 1 | -1 | 0): ResultFile {
    const result = seededNetwork([200], 4);
    const { selectivity, ablation } = result.layers[0].units;
    if (direction !== 0) {
      ablation!['zero'].turnedRight = selectivity!.map(() => 0);
      ablation!['zero'].turnedWrong = selectivity!.map((value) =>
        value === null ? 0 : Math.round(40 * (direction > 0 ? value : 1 - value)),
      );
    }
    return result;
  }

  function wordsOf(result: ResultFile, hypothesis: Hypothesis, isComputed = true): string {
    const rows = unitRows(result, 'zero');
    const relations = layerRelations(rows);
    const intervals = isComputed ? relations.map((relation) => relationInterval(rows, relation, 0)) : null;
    const expectation = expectationUnder(hypothesis, rows, 0);
    const words = hypothesisWords(hypothesis, expectation, rows, relations, intervals, 0);
    return words.supposed + words.follows;
  }

  it('says what would be seen, how the rings and the data correlate, and what the data resemble', () => {
    const result = related(0);
    const rows = unitRows(result, 'zero');
    const rings = writeFraction(expectationUnder('more', rows, 0).rhos.get(0)!);
    const measured = writeFraction(layerRelations(rows)[0].rho!);
    expect(wordsOf(result, 'more')).toBe(
      'If selective units mattered more, these same units would lie like the rings, climbing to the right. ' +
        `The rings’ rank correlation: ${rings}; measured: ${measured}. Of the three, the data resemble “No relation”.`,
    );
  });

  it('changes with the result', () => {
    expect(wordsOf(related(1), 'none')).toContain('they go beyond “Selective matter more”');
    expect(wordsOf(related(-1), 'none')).toContain('they go beyond “Selective matter less”');
    expect(wordsOf(related(0), 'none')).toContain('the data resemble “No relation”');
  });

  it('claims no resemblance while the intervals are computed', () => {
    expect(wordsOf(related(0), 'less', false)).not.toContain('resemble');
  });

  it('tells no correlation where none is defined', () => {
    const result = related(0);
    const { ablation } = result.layers[0].units;
    ablation!['zero'].turnedWrong = ablation!['zero'].turnedWrong.map(() => 1);
    ablation!['zero'].turnedRight = ablation!['zero'].turnedRight.map(() => 0);
    expect(wordsOf(result, 'more')).toBe(
      'If selective units mattered more, these same units would lie like the rings, climbing to the right. ' +
        'What the data resemble can’t be told: no layer has enough units that differ.',
    );
  });

  it('gives a range where there are many layers', () => {
    const result = seededNetwork([60, 60, 60, 60], 4);
    expect(wordsOf(result, 'more')).toMatch(
      /correlation: \.\d\d to \.\d\d; measured: \u2212?\.\d\d to \.\d\d\./,
    );
  });
});
