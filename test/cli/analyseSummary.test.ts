import { describe, expect, it } from 'vitest';
import { analyseSummary } from '../../src/cli/analyseSummary.js';
import type { Style } from '../../src/cli/io.js';
import { displayWidth } from '../../src/cli/terminalText.js';
import { sampleResult, sampleWithMeans } from '../results/sampleResult.js';

const bare: Style = (_, text) => text;
const where = 'pets.test.importance.json';

describe('the summary of an analysis', () => {
  it('shows layers, the costliest units, and what the counts carry', () => {
    expect(analyseSummary(sampleResult(), where, 80, bare)).toMatchInlineSnapshot(`
      "pets.onnx on pets, test part (200 images)
      Intact: 90.0 % correct (180 of 200), loss 0.3000 nats

                                 mean  costliest  images  beyond
      layer  units  dead  selectivity       unit    lost  chance
      fc1        8     1         0.43          3      36       1
      fc2        6     0         0.55          2       6       0

      The 10 costliest of 14 units, each deleted by itself (replaced by zero)
                   images          turned            loss  selec-  preferred
      layer  unit   lost   points   wrong  right     rise  tivity  class
      fc1       3     36*   -18.0      40      4  +0.3000    0.75  cat        ███████
      fc2       2      6     -3.0       9      3  +0.0600    0.90  cat        █▏
      fc1       2      5     -2.5       7      2  +0.0300    0.25  bird       █
      fc1       7      5     -2.5       5      0  +0.0250    0.30  cat        █
      fc2       4      5     -2.5       6      1  +0.0300    0.30  dog        █
      fc2       0      3     -1.5       4      1  +0.0100    0.20  bird       ▋
      fc1       0      2     -1.0       3      1  +0.0100    0.50  cat        ▍
      fc2       5      1     -0.5       1      0   0.0000    0.70  bird       ▎
      fc1       1      0      0.0       0      0   0.0000    0.50  dog
      fc1       4      0      0.0       0      0   0.0000       -  -

      1 of 14 units stands out from chance.
      Beyond chance (*): exact McNemar test, Benjamini-Hochberg at 5 % over all
      deleted units.
      One deletion is a lower bound: later layers can compensate.
      Selectivity against rise in loss, Spearman's rho within a layer: fc1 0.34
      (n = 7), fc2 0.12 (n = 6); it describes these units; no interval was computed.

      Written to pets.test.importance.json in 8.1 s.
      "
    `);
  });

  it('has a group of columns for each replacement value', () => {
    expect(analyseSummary(sampleWithMeans(), where, 80, bare)).toMatchInlineSnapshot(`
      "pets.onnx on pets, test part (200 images)
      Intact: 90.0 % correct (180 of 200), loss 0.3000 nats

                                         replaced by zero      replaced by mean
                                 mean    most        beyond    most        beyond
      layer  units  dead  selectivity  costly  lost  chance  costly  lost  chance
      fc1        8     1         0.43       3    36       1       3    56       1
      fc2        6     0         0.55       2     6       0       2    11       0

      The 10 costliest of 14 units, each deleted by itself (replaced by zero)
                   lost   lost           turned            loss  selec-  preferred
      layer  unit  zero   mean   points   wrong  right     rise  tivity  class
      fc1       3    36*    56*   -18.0      40      4  +0.3000    0.75  cat
      fc2       2     6     11     -3.0       9      3  +0.0600    0.90  cat
      fc1       2     5      9     -2.5       7      2  +0.0300    0.25  bird
      fc1       7     5      8     -2.5       5      0  +0.0250    0.30  cat
      fc2       4     5      8     -2.5       6      1  +0.0300    0.30  dog
      fc2       0     3      5     -1.5       4      1  +0.0100    0.20  bird
      fc1       0     2      4     -1.0       3      1  +0.0100    0.50  cat
      fc2       5     1      2     -0.5       1      0   0.0000    0.70  bird
      fc1       1     0      0      0.0       0      0   0.0000    0.50  dog
      fc1       4     0      0      0.0       0      0   0.0000       -  -

      Replaced by zero: 1 of 14 units stands out from chance.
      Replaced by mean: 1 of 14 units stands out from chance.
      Beyond chance (*): exact McNemar test, Benjamini-Hochberg at 5 % over all
      deleted units.
      One deletion is a lower bound: later layers can compensate.
      Selectivity against rise in loss, Spearman's rho within a layer: fc1 0.34
      (n = 7), fc2 0.12 (n = 6); it describes these units; no interval was computed.

      Written to pets.test.importance.json in 8.1 s.
      "
    `);
  });

  it('shows selectivity alone where importance was not asked for', () => {
    const result = sampleResult();
    for (const layer of result.layers) delete layer.units.ablation;
    result.layers[0].units = {};
    delete result.baseline.loss;
    expect(analyseSummary(result, where, 80, bare)).toMatchInlineSnapshot(`
      "pets.onnx on pets, test part (200 images)
      Intact: 90.0 % correct (180 of 200)

                                 mean
      layer  units  dead  selectivity
      fc2        6     0         0.55

      Written to pets.test.importance.json in 8.1 s.
      "
    `);
  });

  it('shows importance alone, in counts, where neither selectivity nor losses were asked for', () => {
    const result = sampleResult();
    for (const layer of result.layers) {
      const { zero } = layer.units.ablation ?? {};
      delete zero.loss;
      layer.units = { ablation: { zero } };
    }
    expect(analyseSummary(result, where, 80, bare)).toMatchInlineSnapshot(`
      "pets.onnx on pets, test part (200 images)
      Intact: 90.0 % correct (180 of 200), loss 0.3000 nats

                    costliest  images  beyond
      layer  units       unit    lost  chance
      fc1        8          3      36       1
      fc2        6          2       6       0

      The 10 costliest of 14 units, each deleted by itself (replaced by zero)
                   images          turned
      layer  unit   lost   points   wrong  right
      fc1       3     36*   -18.0      40      4  ███████
      fc2       2      6     -3.0       9      3  █▏
      fc1       2      5     -2.5       7      2  █
      fc1       7      5     -2.5       5      0  █
      fc2       4      5     -2.5       6      1  █
      fc2       0      3     -1.5       4      1  ▋
      fc1       0      2     -1.0       3      1  ▍
      fc2       5      1     -0.5       1      0  ▎
      fc1       1      0      0.0       0      0
      fc1       4      0      0.0       0      0

      1 of 14 units stands out from chance.
      Beyond chance (*): exact McNemar test, Benjamini-Hochberg at 5 % over all
      deleted units.
      One deletion is a lower bound: later layers can compensate.

      Written to pets.test.importance.json in 8.1 s.
      "
    `);
  });

  it('says what the labels are where they are not the true ones, and asks about the scaling near chance', () => {
    const result = sampleResult();
    result.dataset.labelKind = 'shuffled 60 %';
    result.baseline.correct = 85;
    const lines = analyseSummary(result, where, 80, bare).split('\n');
    expect(lines[0]).toBe('pets.onnx on pets, test part (200 images, labels: shuffled 60 %)');
    expect(lines[2]).toContain('The intact network is near chance (42.5 % correct');
  });

  it('says that no unit stands out where none does', () => {
    const result = sampleResult();
    result.layers[0].units = {};
    expect(analyseSummary(result, where, 80, bare)).toContain('\nNo unit stands out from chance.\n');
  });

  it('is never wider than the terminal, and shows nothing that would move its cursor', () => {
    const result = sampleWithMeans();
    result.layers[0].id = 'encoder.stage1.block2.very.long.name\x1b[2J';
    result.dataset.classes = ['a class with a rather long name', '犬犬犬犬犬犬犬犬犬犬', 'b\n'];
    for (const width of [60, 80, 100, 132]) {
      const lines = analyseSummary(result, where, width, bare).split('\n');
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join('')).not.toContain('\x1b');
    }
  });
});
