import { convertSamples, normalisationOf } from '../../dataset/conversion.js';
import type { ModelInput } from '../../dataset/dataset.js';
import type { Arrangement } from '../../dataset/layout.js';
import { rowLength } from '../../dataset/storedArray.js';
import type { StoredPart } from '../../dataset/storedPart.js';
import type { Conversion, ScalingKind, TriedConversion } from '../../results/dataCheck.js';
import type { Network } from '../network.js';
import { predictedClasses, scoreBatch } from '../scores.js';
import type { LabelSets } from '../labelSets.js';
import { storedFacts } from './storedFacts.js';
import { usualLayouts } from './usualLayouts.js';
import { usualScalings } from './usualScalings.js';

/** A conversion that is to be tried. */
export interface Candidate {
  readonly kind: ScalingKind;
  readonly conversion: Conversion;
  readonly arrangement: Arrangement;
}

/**
 * The usual conversions of some stored samples for a model, the stated one first, no two of which give the same values.
 * @param model with all sizes known
 * @param takesIndexes whether the model looks its inputs up in a table: indexes can't be scaled.
 */
export function usualConversions(
  part: StoredPart,
  stated: Conversion,
  model: ModelInput,
  takesIndexes: boolean,
): Candidate[] {
  return usualLayouts(part.array, stated, model).flatMap(({ layouts, arrangement }) => {
    const { scale, mean, std } = stated;
    const scalings = usualScalings(storedFacts(part, arrangement), { scale, mean, std });
    return (takesIndexes ? scalings.slice(0, 1) : scalings).map(({ kind, scaling }) => ({
      kind,
      conversion: { ...layouts, ...scaling },
      arrangement,
    }));
  });
}

/**
 * Runs the network on stored samples converted in one way.
 * @param labelSets takes up the sets of labels that samples are answered with, where several may hold at once.
 * @returns null where that gives values that are not finite.
 */
export async function tryConversion(
  network: Network,
  { array, values, labels, targets }: StoredPart,
  { kind, conversion, arrangement }: Candidate,
  labelSets: LabelSets,
): Promise<Omit<TriedConversion, 'view'> | null> {
  const { scoreWidth, givesProbabilities, task } = network;
  const size = rowLength(array.shape);
  // Numbers of another kind than the file's: the values were read already.
  const element = { kind: 'f', size: 8, littleEndian: true } as const;
  const normalisation = normalisationOf(conversion, { element, name: array.name }, arrangement.channels);
  const inputs = new Float32Array(values.length);
  convertSamples(values, size, labels.length, arrangement, normalisation, inputs, 0);
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of inputs) {
    if (!Number.isFinite(value)) return null;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const { scores } = await network.intact(inputs, []);
  const { correct, loss } = scoreBatch(scores, targets?.values ?? labels, scoreWidth, {
    loss: true,
    probabilities: givesProbabilities,
    task,
  });
  return {
    ...{ kind, conversion, lowest, highest },
    correct: correct.reduce((sum, one) => sum + one, 0),
    loss: loss.reduce((sum, one) => sum + one, 0) / labels.length,
    answers: answersOf(network, scores, labelSets),
    numbers: task === 'regression' ? scores.slice() : null,
  };
}

/** What each sample is answered with, by numbers that compare with the samples' own. */
function answersOf(
  { task, scoreWidth, givesProbabilities }: Network,
  scores: Float32Array,
  labelSets: LabelSets,
): Int32Array {
  if (task === 'regression') return new Int32Array(scores.length / scoreWidth);
  if (task === 'multi-label') return labelSets.of(scores, scoreWidth, givesProbabilities ? 0.5 : 0);
  return predictedClasses(scores, scoreWidth);
}
