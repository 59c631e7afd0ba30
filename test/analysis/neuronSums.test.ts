import { describe, expect, it } from 'vitest';
import { openNeuronAdder, plainNeuronAdder } from '../../src/analysis/neuronSums.js';
import { Random } from '../twin/random.js';

const random = new Random(8);

function outputsOf(samples: number, units: number, classes: number) {
  const values = Float32Array.from({ length: samples * units }, () =>
    random.below(3) === 0 ? 0 : 3 + random.normal(),
  );
  return { values, units, labels: Int32Array.from({ length: samples }, () => random.below(classes)) };
}

describe('outputs of neurons', () => {
  const sizes = [
    [200, 16, 10],
    [50, 7, 3],
    [300, 64, 10],
    [90, 4, 2],
    [9, 5, 1],
    [9, 16, 10],
    [80, 3, 2],
  ] as const;

  it('are added up in WebAssembly as in plain TypeScript, to the bit, in layers of any size', () => {
    const adder = openNeuronAdder();
    expect(adder).not.toBe(plainNeuronAdder);
    for (const [samples, units, classes] of sizes) {
      const outputs = outputsOf(samples, units, classes);
      const [own, plain] = [0, 1].map(() => Float64Array.from({ length: units * classes }, (_, i) => i / 7));
      expect(adder.add(outputs, own, classes)).toEqual(plainNeuronAdder.add(outputs, plain, classes));
      expect(own).toEqual(plain);
    }
  });

  it('that are infinite or no numbers are told alike by both', () => {
    const outputs = outputsOf(40, 8, 2);
    for (const [i, value] of [Infinity, -Infinity, NaN, -0, 1e-45, 3e38].entries())
      outputs.values[8 * i + i] = value;
    const [own, plain] = [0, 1].map(() => new Float64Array(16));
    expect(openNeuronAdder().add(outputs, own, 2)).toEqual(plainNeuronAdder.add(outputs, plain, 2));
    expect(own).toEqual(plain);
  });

  it('add up to what can be seen of a few', () => {
    const classSums = Float64Array.of(100, 0, 0, 0);
    const outputs = { values: Float32Array.of(1, -2, 0, 4, 3, 0), units: 2, labels: Int32Array.of(0, 1, 0) };
    expect(plainNeuronAdder.add(outputs, classSums, 2)).toEqual({
      sums: Float64Array.of(1, 8),
      squares: Float64Array.of(0 + 1 + 4, 0 + 36 + 4),
      zeros: Int32Array.of(1, 1),
      lowest: Float32Array.of(0, -2),
      highest: Float32Array.of(3, 4),
    });
    expect([...classSums]).toEqual([104, 0, -2, 4]);
  });
});
