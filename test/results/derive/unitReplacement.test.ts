import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/inputError.js';
import { unitReplacement } from '../../../src/results/derive/unitReplacement.js';
import { sampleResult, sampleWithMeans } from '../sampleResult.js';

describe('what a unit was replaced by', () => {
  it("is zero, the result file's constant, or its output on another sample", () => {
    const result = { ...sampleWithMeans(), settings: { seed: 7 } };
    expect(unitReplacement(result, 9, 'zero')).toEqual({ kind: 'constant', value: 0 });
    expect(unitReplacement(result, 9, 'mean')).toEqual({ kind: 'constant', value: 0.1 });
    expect(unitReplacement(result, 9, 'resample')).toEqual({ kind: 'otherSamples', seed: 7 });
  });

  it('is the mean as single precision has it, where units were deleted by others alone', () => {
    const result = sampleResult();
    result.layers[1].units.mean = [0, 0.1, 0, 0, 0, null];
    expect(unitReplacement(result, 9, 'mean')).toEqual({ kind: 'constant', value: Math.fround(0.1) });
    expect(() => unitReplacement(result, 13, 'mean')).toThrow(InputError);
  });

  it('is not known where the result does not tell it', () => {
    expect(() => unitReplacement(sampleResult(), 9, 'optimal')).toThrow(
      new InputError(
        'The result of pets.onnx doesn\'t tell what fc2[1] was held at for "optimal"; analyse the model with --replacement optimal.',
      ),
    );
    expect(() => unitReplacement(sampleResult(), 14, 'zero')).toThrow(
      new InputError('There is no unit 14 in the result of pets.onnx; flat unit indexes run from 0 to 13.'),
    );
    expect(() => unitReplacement(sampleResult(), -1, 'zero')).toThrow(InputError);
    expect(() => unitReplacement(sampleResult(), 0.5, 'zero')).toThrow(InputError);
  });
});
