import { describe, expect, it } from 'vitest';
import { analyseSummary } from '../../src/cli/analyseSummary.js';
import type { Style } from '../../src/cli/io.js';
import { displayWidth } from '../../src/cli/terminalText.js';
import { estimated } from '../results/inexactResults.js';
import { curveOf, measuredSample } from '../results/measuredSample.js';
import { sampleResult, sampleWithMeans } from '../results/sampleResult.js';

const bare: Style = (_, text) => text;
const where = 'pets.test.importance.json';

describe('the summary of an analysis', () => {
  it('names what computed where that was not the CPU', () => {
    const lastLine = (engine: object): string => {
      const result = { ...sampleResult(), engine: { name: 'onnxruntime-web', version: '1.30.0', ...engine } };
      const text = analyseSummary(result, where, Infinity, bare).trimEnd();
      // The last sentence goes on in further lines where it is long.
      return text.slice(text.lastIndexOf('Written')).replaceAll('\n', ' ');
    };
    expect(lastLine({})).toBe('Written to pets.test.importance.json in 8.1 s.');
    expect(lastLine({ provider: 'cpu' })).toBe('Written to pets.test.importance.json in 8.1 s.');
    expect(lastLine({ provider: 'wasm' })).toBe(
      'Written to pets.test.importance.json in 8.1 s, computed by onnxruntime-web (wasm).',
    );
    const also = [{ name: 'tensorflow.js', version: '4.22.0', provider: 'wasm' }];
    expect(lastLine({ name: 'onnxruntime-node', provider: 'cpu', also })).toBe(
      'Written to pets.test.importance.json in 8.1 s, computed by onnxruntime-node and tensorflow.js (wasm).',
    );
  });

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

      Spearman's rho with the rise in loss, within a layer
                   fc1, n = 7             fc2, n = 6
      selectivity   0.34 (-1.00 to 0.97)   0.12 (-0.87 to 1.00)
      information  -0.06 (-0.94 to 0.85)   0.09 (-0.90 to 1.00)

      In brackets the 95 % interval over 2,000 bootstrap resamples of units; dead
      units are left out.

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

      Spearman's rho with the rise in loss, within a layer
                   fc1, n = 7             fc2, n = 6
      selectivity   0.34 (-1.00 to 0.97)   0.12 (-0.87 to 1.00)
      information  -0.06 (-0.94 to 0.85)   0.09 (-0.90 to 1.00)

      In brackets the 95 % interval over 2,000 bootstrap resamples of units; dead
      units are left out.

      How alike replacement values rank units by rise in loss (Spearman's rho within a
      layer)
      replaced by    fc1   fc2
      zero, mean   -0.07  0.03

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
                   images          turned         most hurt
      layer  unit   lost   points   wrong  right  class
      fc1       3     36*   -18.0      40      4  cat        ███████
      fc2       2      6     -3.0       9      3  cat        █▏
      fc1       2      5     -2.5       7      2  bird       █
      fc1       7      5     -2.5       5      0  cat        █
      fc2       4      5     -2.5       6      1  dog        █
      fc2       0      3     -1.5       4      1  bird       ▋
      fc1       0      2     -1.0       3      1  cat        ▍
      fc2       5      1     -0.5       1      0  bird       ▎
      fc1       1      0      0.0       0      0  -
      fc1       4      0      0.0       0      0  -

      1 of 14 units stands out from chance.
      Beyond chance (*): exact McNemar test, Benjamini-Hochberg at 5 % over all
      deleted units.
      One deletion is a lower bound: later layers can compensate.

      Written to pets.test.importance.json in 8.1 s.
      "
    `);
  });

  it('has a block for curves, for noise and for groups, where these were measured', () => {
    const text = analyseSummary(measuredSample(), where, 80, bare);
    expect(text.slice(text.indexOf('More and more'))).toMatchInlineSnapshot(`
      "More and more units removed, replaced by zero
      scope    order                         AUC  lowest  highest
      network  random                      0.625   0.575    0.675
      network  selectivity, highest first  0.550

      The floor, always naming the largest class, is 40.0 %.
      Random orders (network, replaced by zero): AUC 0.625 on average over 3 orders,
      from 0.575 to 0.675. Networks that memorise lean on fewer directions: on its
      training data, such a network has a smaller AUC than one that generalises
      (Morcos et al. 2018). That compares networks; no AUC by itself is a verdict.

      Noise of s standard deviations on every unit of the network, 2 draws each
        s  accuracy  lowest  highest    loss
      0.1    88.0 %  87.0 %   89.0 %  0.3200
        1    62.5 %  60.0 %   65.0 %  1.4000

      Groups of units, the costliest first, deleted together (replaced by zero)
                     images  one at              loss
      units            lost  a time  synergy     rise
      fc1[3] fc2[2]      52      42       10  +0.6000
      fc1[0] fc1[2]       5       7       -2  +0.0200

      Synergy is what a group loses beyond the sum of what its members lose one at a
      time.

      Written to pets.test.importance.json in 8.1 s.
      "
    `);
  });

  it('names the class that lost most with each unit, where there is room', () => {
    const row = (width: number) =>
      analyseSummary(sampleResult(), where, width, bare)
        .split('\n')
        .find((line) => line.startsWith('fc1       2'));
    expect(row(100)).toMatch(/ bird +bird +█$/);
    expect(row(80)).toMatch(/ bird +█$/);
    expect(row(80)).not.toMatch(/bird +bird/);
  });

  it('sums up many layers', () => {
    const result = sampleWithMeans();
    const [fc1, fc2] = result.layers;
    result.layers = Array.from({ length: 8 }, (_, i) => ({ ...(i % 2 ? fc2 : fc1), id: `conv${i}` }));
    const text = analyseSummary(result, where, 80, bare);
    expect(text.slice(text.indexOf("Spearman's rho with"), text.indexOf('Written'))).toMatchInlineSnapshot(`
      "Spearman's rho with the rise in loss, within a layer
                                                    interval  interval
                   layers  lowest  median  highest   above 0   below 0
      selectivity       8    0.12    0.23     0.34         0         0
      information       8   -0.06    0.02     0.09         0         0

      Intervals: the 95 % interval over 2,000 bootstrap resamples of units; dead units
      are left out.

      How alike replacement values rank units by rise in loss (Spearman's rho within a
      layer)
      replaced by  lowest  median  highest
      zero, mean    -0.07   -0.02     0.03

      "
    `);
  });

  it('shows no band of a single order, and no area of a partial one', () => {
    const result = measuredSample();
    result.curves = [
      curveOf([180, 90, 80]),
      curveOf([180, 170, 160], { by: 'given', units: [1, 2], removed: [0, 1, 2], auc: null }),
    ];
    const text = analyseSummary(result, where, 80, bare);
    expect(text).toMatch(/network {2}random +1 {2}0\.550 +67\.5 % /);
    expect(text).toMatch(/network {2}given +1 +- +- +- +- +- +-\n/);
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

  it('shows the intervals of an estimate, what it is of, and nothing that it can not tell', () => {
    const result = estimated(sampleResult());
    const text = analyseSummary(result, where, 80, bare);
    expect(text).toMatchInlineSnapshot(`
      "pets.onnx on pets, test part (10,000 images)
      Intact: 89.99 % correct (3,686 of 4,096 drawn)

                                 mean  costliest  images
      layer  units  dead  selectivity       unit    lost
      fc1        8     1         0.43          3   1,849
      fc2        6     0         0.55          2     391

      Estimated: 1,536 to 3,072 of 10,000 images were drawn for each unit, until its
      drop in accuracy is known to ±1 point at 99 %. The same without --precision goes
      on to exact numbers.

      The 10 costliest of 14 units, each deleted by itself (replaced by zero)
                   images            99 %          selec-  preferred  images
      layer  unit   lost         interval  points  tivity  class       drawn
      fc1       3  1,849   1,677 to 2,026  -18.49    0.75  cat         3,072
      fc2       2    391       242 to 554   -3.91    0.90  cat         1,536
      fc1       2    384       250 to 536   -3.84    0.25  bird        1,536
      fc1       7    215       163 to 279   -2.15    0.30  cat         3,072
      fc2       4    208       104 to 329   -2.08    0.30  dog         1,536
      fc2       0    117        33 to 216   -1.17    0.20  bird        1,536
      fc1       0     72        -9 to 162   -0.72    0.50  cat         1,536
      fc2       5     46         9 to 107   -0.46    0.70  bird        1,536
      fc1       6     13       -82 to 110   -0.13    0.60  bird        1,536
      fc1       1      0        -29 to 29    0.00    0.50  dog         1,536

      Which units stand out from chance is told of exact results.
      One deletion is a lower bound: later layers can compensate.

      Written to pets.test.importance.json in 8.1 s.
      "
    `);
    const top = { ...result, settings: { ...result.settings, top: 3 } };
    expect(analyseSummary(top, where, Infinity, bare).replaceAll('\n', ' ')).toContain(
      'at 99 %, or until the 3 costliest are told. The same without --precision goes on to exact numbers.',
    );
  });

  it('is never wider than the terminal, and shows nothing that would move its cursor', () => {
    const result = sampleWithMeans();
    result.layers[0].id = 'encoder.stage1.block2.very.long.name\x1b[2J';
    result.dataset.classes = ['a class with a rather long name', '犬犬犬犬犬犬犬犬犬犬', 'b\n'];
    for (const [shown, width] of [60, 80, 100, 132].flatMap((width) => [
      [result, width] as const,
      [estimated(result), width] as const,
    ])) {
      const lines = analyseSummary(shown, where, width, bare).split('\n');
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join('')).not.toContain('\x1b');
    }
  });
});
