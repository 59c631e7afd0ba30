import { describe, expect, it } from 'vitest';
import { depthMeasures } from '../../../src/results/derive/depthMeasures.js';
import { depthNote } from '../../../src/results/derive/depthNote.js';
import { depthOpening } from '../../../src/results/derive/depthOpening.js';
import { depthRelationInterval, depthRelations } from '../../../src/results/derive/depthRelation.js';
import { informationChance } from '../../../src/results/derive/information.js';
import { spearmanInterval } from '../../../src/results/derive/spearmanInterval.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { seededNetwork } from '../../webview/seededNetwork.js';
import { countedSoFar, estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

function opening(result: ResultFile, change: (copy: ResultFile) => void = () => {}) {
  const copy = structuredClone(result);
  change(copy);
  const rows = unitRows(copy, 'zero');
  const relations = depthRelations(rows);
  const intervals = relations.map((relation) => depthRelationInterval(rows, relation, 0));
  return depthOpening(copy, rows, relations, intervals);
}

/** Selectivity that grows from layer to layer. */
function climbing(copy: ResultFile): void {
  copy.layers.forEach(({ units }, place) => {
    units.selectivity = units.selectivity?.map((value, i) =>
      value === null ? null : 0.2 * place + 0.001 * (i % 50),
    );
  });
}

describe('what is said of depth', () => {
  const network = seededNetwork([60, 60, 60]);

  it('names a trend that its interval carries, in its direction', () => {
    expect(opening(network, climbing).answer).toBe('Selectivity rises with depth');
    const falling = opening(network, (copy) => {
      climbing(copy);
      copy.layers.reverse();
    });
    expect(falling.answer).toBe('Selectivity falls with depth');
    expect(falling.evidence).toContain('Units of later layers are less selective (rank correlation \u2212');
  });

  it('claims no trend of numbers without one', () => {
    const { answer, evidence } = opening(network);
    expect(answer).toBe('From input to output, nothing rises or falls clearly');
    expect(evidence).toContain('Selectivity shows no clear trend with depth');
  });

  it('says that one layer has no depth', () => {
    expect(opening(seededNetwork([40])).answer).toBe('One hidden layer: there is no depth to compare');
  });

  it('counts the costly units of residual sums, and calls them most only if chance does not explain it', () => {
    const sums = (places: readonly number[]) => (copy: ResultFile) => {
      for (const place of places) copy.layers[place].kind = 'residual';
      const { turnedWrong, turnedRight } = copy.layers[1].units.ablation!['zero'];
      for (let i = 0; i < 9; i++) [turnedWrong[i], turnedRight[i]] = [60, 0];
    };
    const told = opening(network, sums([1]));
    expect(told.answer).toBe('Most costly units are residual sums');
    expect(told.evidence).toContain(
      'Residual sums (+) hold 9 of the 10 units that cost more than chance explains, and 60 of all 180.',
    );
    const other = opening(network, sums([2]));
    expect(other.answer).not.toContain('residual');
    expect(other.evidence).toContain('hold 0 of the 10 units');
  });

  it('names the layer of the costly units where there are no sums, and none where nothing stands out', () => {
    expect(opening(network).evidence).toContain(
      'The one unit that costs more than chance explains is in fc1, of its 60.',
    );
    const quiet = opening(network, ({ layers }) => {
      for (const { units } of layers) {
        units.ablation!['zero'].turnedWrong.fill(1);
        units.ablation!['zero'].turnedRight.fill(1);
      }
    });
    expect(quiet.evidence).toContain('no layer can be called the costliest');
  });

  it('says how much of the information is chance', () => {
    const chance = informationChance(20, 3, 200);
    expect(opening(sampleResult()).evidence).toContain(
      `Of the median unit\u2019s .20 bits about the class, ${chance.toFixed(2).slice(1)} are what chance alone gives with 200 images.`,
    );
    const ignorant = opening(sampleResult(), ({ layers }) => {
      for (const { units } of layers) units.mutualInformation?.fill(0.05);
    });
    expect(ignorant.evidence).toContain('no more than chance alone gives with 200 images');
  });

  it('says nothing of units that are all dead but that there is no trend', () => {
    const { answer, evidence } = opening(sampleResult(), ({ layers }) => {
      for (const { units, unitCount } of layers) {
        units.silentSamples = new Array<number>(unitCount).fill(200);
        units.selectivity = new Array<null>(unitCount).fill(null);
        units.ablation!['zero'].turnedWrong.fill(0);
        units.ablation!['zero'].turnedRight.fill(0);
      }
    });
    expect(answer).toBe('From input to output, nothing rises or falls clearly');
    expect(evidence).not.toContain('bits');
  });

  it('tells no trend of estimates and of what still comes in', () => {
    expect(opening(estimated(network)).evidence).toContain('told of exact results');
    expect(opening(countedSoFar(network, 512)).evidence).toBe(
      'Numbers still come in. Trends with depth are told when all are there.',
    );
  });
});

describe('measures by layer', () => {
  it('leave out what was not measured, and dead units where they tell nothing', () => {
    const result = sampleResult();
    const measures = depthMeasures(result, unitRows(result, 'zero'));
    expect(measures.map(({ id }) => id)).toEqual(['lost', 'lossRise', 'selectivity', 'information', 'dead']);
    const information = measures.find(({ id }) => id === 'information')!;
    expect(information.layers.map(({ units }) => units.length)).toEqual([7, 6]);
    const dead = measures.find(({ id }) => id === 'dead')!;
    expect(dead.layers.map(({ share }) => share)).toEqual([1 / 8, 0]);
    const without = depthMeasures(result, unitRows(result, null)).map(({ id }) => id);
    expect(without).toEqual(['selectivity', 'information', 'dead']);
  });

  it('have the chance level of each layer by its own bins', () => {
    const result = sampleResult();
    const information = depthMeasures(result, unitRows(result, 'zero')).find(
      ({ id }) => id === 'information',
    )!;
    const level = (bins: readonly number[]) =>
      bins.reduce((sum, b) => sum + ((b - 1) * 2) / (2 * 200 * Math.LN2), 0) / bins.length;
    expect(information.layers[0].chance).toBeCloseTo(level([20, 20, 20, 18, 20, 20, 20]), 12);
    expect(information.layers[1].chance).toBeCloseTo(level([20, 20, 14, 20, 12, 20]), 12);
  });

  it('are explained by what they show alone', () => {
    const result = sampleResult();
    const note = depthNote(result, depthMeasures(result, unitRows(result, 'zero')));
    expect(note).toContain('One of 200 images is 0.5\u202f%.');
    expect(note).toContain('different width');
    expect(note).not.toContain('residual');
  });
});

it('has the same interval in closed form as by bootstrap, of many units', () => {
  const rows = unitRows(seededNetwork([1300, 1300]), 'zero');
  const [relation] = depthRelations(rows);
  const closed = depthRelationInterval(rows, relation, 0)!;
  const drawn = spearmanInterval(
    rows.map(({ layerIndex }) => layerIndex),
    rows.map(({ dead, selectivity }) => (dead ? null : selectivity)),
    0,
  )!;
  // Both ends have a standard error of about .001 from 2,000 resamples; the formulas differ by less.
  expect(closed.low).toBeCloseTo(drawn.low, 2);
  expect(closed.high).toBeCloseTo(drawn.high, 2);
});
