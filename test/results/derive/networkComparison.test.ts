import { describe, expect, it } from 'vitest';
import { compareResults } from '../../../src/results/derive/networkComparison.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { seededNetwork } from '../../webview/seededNetwork.js';
import { estimated } from '../inexactResults.js';

/** With random orders that keep about such a share of the accuracy on average. */
function network(share = 0.7, seed = 1): ResultFile {
  const result = seededNetwork([60, 40], seed);
  const units = Array.from({ length: 100 }, (_, i) => i);
  const { correct } = result.baseline;
  result.curves = [0, 0.01].map((change, i) => {
    const middle = Math.round(correct * (2 * (share + change) - 0.55));
    return {
      ...{ by: 'random', direction: null, mode: 'remove', scope: 'network', control: null },
      ...{ seed: i, replacement: 'zero', units, removed: [0, 50, 100], correct: [correct, middle, 200] },
      auc: (0.25 * correct + 0.5 * middle + 50) / result.dataset.samples,
    };
  });
  return result;
}

/** Every unit of the first layer costs more than chance explains. */
function leaning(result: ResultFile): ResultFile {
  const { zero } = result.layers[0].units.ablation!;
  zero.turnedWrong.fill(50);
  zero.turnedRight.fill(0);
  return result;
}

const answerOf = (...results: ResultFile[]) => compareResults(results, 'zero').opening.answer;

describe('networks side by side', () => {
  it('are told apart by how soon they break and by their single units', () => {
    expect(answerOf(network(0.7), leaning(network(0.4, 2)))).toBe(
      'A and B score alike, but B breaks sooner and leans on single units',
    );
    expect(answerOf(leaning(network(0.7)), network(0.4, 2))).toBe(
      'A and B score alike, but B breaks sooner, A leans on single units',
    );
  });

  it('are said to be alike where nothing tells them apart', () => {
    const { opening, rows } = compareResults([network(0.7), network(0.7, 2)], 'zero');
    expect(opening.answer).toBe('A and B score alike');
    const words = new Map(rows.map(({ label, difference }) => [label, difference]));
    expect(words.get('Area, random deletion')).toBe('orders overlap: not told apart');
    expect(words.get('Right when intact')).toBe('alike, as far as so many samples tell');
    expect(words.get('Units that cost more than chance')).toBe('no clear difference');
    expect(words.get('Costliest unit, images lost')).toBe('about as many');
  });

  it('have their scores compared first', () => {
    const weak = network(0.7, 2);
    weak.baseline.correct -= 400;
    expect(answerOf(network(0.7), weak)).toMatch(/^A scores higher than B/);
    const row = compareResults([network(0.7), weak], 'zero').rows[0];
    expect(row).toMatchObject({
      cells: ['95.0\u202f%', '75.0\u202f%'],
      difference: 'A ahead of B by 20.0 points',
    });
  });

  it('are not compared on data of another kind', () => {
    const digits = network(0.4, 2);
    digits.dataset.noun = 'digit';
    const { opening, rows, isOneKind, notes } = compareResults([network(), digits], 'zero');
    expect(isOneKind).toBe(false);
    expect(opening.answer).toBe('A and B can\u2019t be compared: their data are of different kinds');
    expect(rows.every(({ difference }) => difference === '')).toBe(true);
    expect(notes.join(' ')).toContain('A of images of 10 classes, B of digits of 10 classes');
  });

  it('say where labels differ, and speak of own labels then', () => {
    const shuffled = network(0.4, 2);
    shuffled.dataset.labelKind = 'shuffled';
    const { rows, notes } = compareResults([network(), shuffled], 'zero');
    expect(rows[0].label).toBe('Right on own labels');
    expect(notes).toContain('Each network is measured on its own labels: A true, B shuffled.');
  });

  it('tell nothing beyond chance of an estimate, and say that it is one', () => {
    const { rows, notes } = compareResults([network(), estimated(network(0.7, 2))], 'zero');
    const costly = rows.find(({ label }) => label === 'Units that cost more than chance')!;
    expect(costly.cells[1]).toBe('\u2013');
    expect(costly.difference).toBe('');
    expect(notes).toContain('B holds estimates from a part of its samples.');
  });

  it('leave out what no network has, and don\u2019t rank single orders', () => {
    const bare = [seededNetwork([60]), seededNetwork([60], 2)];
    const { rows, opening } = compareResults(bare, 'zero');
    expect(rows.map(({ label }) => label)).not.toContain('Area, random deletion');
    expect(opening.evidence).toContain('nothing is told of which breaks sooner');
    const lone = [network(0.7), network(0.4, 2)];
    for (const { curves } of lone) curves!.pop();
    const area = compareResults(lone, 'zero').rows.find(({ label }) => label === 'Area, random deletion')!;
    expect(area.difference).toBe('one order has no spread');
    expect(answerOf(...lone)).toBe('A and B score alike');
  });

  it('are named by the widest difference among more than two', () => {
    expect(answerOf(network(0.6), network(0.7, 2), network(0.4, 3))).toBe(
      'A, B and C score alike, but C breaks sooner',
    );
    const area = compareResults([network(0.6), network(0.7, 2), network(0.4, 3)], 'zero').rows[1];
    expect(area.difference).toBe('C breaks far sooner than B');
  });
});
