import { describe, expect, it } from 'vitest';
import { layerAreas } from '../../../src/figures/curves/layerAreas.js';
import { networkChart } from '../../../src/figures/curves/networkChart.js';
import { orderChart } from '../../../src/figures/curves/orderChart.js';
import { removedAxis } from '../../../src/figures/curves/removedAxis.js';
import { layerRowsFigure } from '../../../src/figures/layerRows.js';
import { noiseChart } from '../../../src/figures/noise/noiseChart.js';
import { noisyLayers } from '../../../src/figures/noise/noisyLayers.js';
import { networkPaints } from '../../../src/figures/networkPaints.js';
import { shortNames } from '../../../src/figures/shortNames.js';
import { chosenFamilies } from '../../../src/results/derive/curveChoices.js';
import { curveFamilies } from '../../../src/results/derive/curveFamilies.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { curvedResult, curveOf, noiseOf } from '../../results/curvedResult.js';

const accuracy = { quantity: 'accuracy', axis: 'share' } as const;
const choice = { scope: 'network', mode: 'remove', replacement: 'zero' };

/** A network that knows its shuffled labels, and breaks sooner than the sample. */
function memorising(): ResultFile {
  const result = curvedResult();
  result.dataset.labelKind = 'shuffled';
  result.dataset.classCounts = [70, 70, 60];
  result.curves = [curveOf(result, [200, 90, 80, 75, 70])];
  result.noise = noiseOf('network', { 0.5: [150], 1: [90], 2: [75] });
  return result;
}

describe('networks on one axis', () => {
  const [one, other] = [curvedResult(), memorising()];
  const drawn = [other, one].map((result, i) => ({
    ...{ name: ['mlp_c100', 'mlp_c000'][i], result },
    random: curveFamilies(result)[0],
  }));

  it('stand from the one that holds out longest, in the colours of clean and memorised', () => {
    const { lines } = networkChart(drawn, accuracy);
    expect(lines.map(({ name, shortName, paint }) => [name, shortName, paint])).toEqual([
      ['mlp_c000', '\u2026c000', { network: 0, of: 2 }],
      ['mlp_c100', '\u2026c100', { network: 1, of: 2 }],
    ]);
  });

  it('keep each its own chance level', () => {
    const { floors } = networkChart(drawn, accuracy);
    expect(floors.map(({ at }) => at)).toEqual([0.4, 0.35]);
    expect(floors[0].text[0]).toBe('always the largest class, 35.0\u202f% to 40.0\u202f%');
  });

  it('keep their colours in every view', () => {
    expect(networkPaints([other, one])).toEqual([
      { network: 1, of: 2 },
      { network: 0, of: 2 },
    ]);
    const { lines } = noiseChart(drawn, 'network', 'accuracy');
    expect(lines.map(({ name, paint }) => [name, paint])).toEqual([
      ['mlp_c000', { network: 0, of: 2 }],
      ['mlp_c100', { network: 1, of: 2 }],
    ]);
  });

  it('leave out those that hold no noise of the scope', () => {
    expect(noiseChart(drawn, 'fc1', 'accuracy').lines.map(({ name }) => name)).toEqual(['mlp_c000']);
  });
});

describe('orders of one network', () => {
  const result = curvedResult();
  const families = chosenFamilies(result, choice);

  it('are drawn by loss, at their mean height, or left out where none was kept', () => {
    const chart = orderChart(result, families, { quantity: 'loss', axis: 'count' });
    expect(chart.lines).toHaveLength(3);
    expect(chart.lines[0].points.map(({ x }) => x)).toEqual([0, 4, 7, 11, 14]);
    expect(chart.y.title).toBe('loss (nats)');
    result.curves?.forEach((curve) => delete curve.loss);
    const without = chosenFamilies({ ...result }, choice);
    expect(orderChart(result, without, { quantity: 'loss', axis: 'count' }).lines).toEqual([]);
  });

  it('dash what goes from the lowest', () => {
    const { lines } = orderChart(result, families, accuracy);
    expect(lines.map(({ dash }) => dash !== undefined)).toEqual([false, false, true]);
  });
});

describe('the axis of what is deleted', () => {
  it('counts to the common size, and only shares where sizes differ', () => {
    expect(removedAxis('share', [512, 512], 'units').ticks.at(-1)?.text).toBe('all 512');
    expect(removedAxis('share', [512, 512], 'units').write(0.1875)).toBe('96 deleted');
    expect(removedAxis('share', [512, 24], 'units').ticks.at(-1)?.text).toBe('all');
    expect(removedAxis('share', [512, 24], 'units').write(0.25)).toBe('25.0\u202f% deleted');
    expect(removedAxis('count', [27_000], 'units').ticks.at(-1)?.text).toBe('27,000');
  });

  it('has whole numbers of one unit', () => {
    expect(removedAxis('count', [1], 'units').ticks.map(({ text }) => text)).toEqual(['none', '1']);
  });
});

describe('layers one below the other', () => {
  const result = curvedResult();

  it('stand in forward order, with area and band', () => {
    const rows = layerAreas(result, choice)!.rows;
    expect(rows.map(({ name, layer }) => [name, layer])).toEqual([
      ['fc1', 0],
      ['fc2', 1],
    ]);
    const fc1 = curveFamilies(result).find(({ scope, by }) => scope === 'fc1' && by === 'random');
    expect(rows[0].mean).toBe(fc1?.auc?.mean);
    expect(layerAreas({ ...result, curves: result.curves?.slice(0, 8) ?? [] }, choice)).toBeNull();
  });

  it('are told apart under noise of one size', () => {
    const { rows, levels } = noisyLayers(result, 2, 'accuracy')!;
    expect(rows.map(({ name, mean }) => [name, mean])).toEqual([
      ['fc1', 0.61],
      ['fc2', 0.81],
    ]);
    expect(levels.map(({ text }) => text)).toEqual(['intact, 90.0\u202f%', 'largest class, 40.0\u202f%']);
    expect(noisyLayers(result, 3, 'accuracy')).toBeNull();
  });

  it('answer each in a row of its own', () => {
    const room = { width: 340, measure: (text: string) => 6 * text.length };
    const { targets, height } = layerRowsFigure(noisyLayers(result, 2, 'accuracy')!, room);
    expect(targets.map(({ id }) => id)).toEqual([0, 1]);
    expect(targets[1].y).toBeGreaterThanOrEqual(targets[0].y + targets[0].height);
    expect(targets[1].y + targets[1].height).toBeLessThan(height);
  });
});

it.each([
  [
    ['mlp_c000', 'mlp_c100'],
    ['\u2026c000', '\u2026c100'],
  ],
  [
    ['cats', 'dogs'],
    ['cats', 'dogs'],
  ],
  [
    ['mlp-a', 'mlp-'],
    ['mlp-a', 'mlp-'],
  ],
  [['alone'], ['alone']],
])('shortens %j to %j', (names, short) => {
  expect(shortNames(names)).toEqual(short);
});
