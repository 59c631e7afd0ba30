import { hasClasses, type Task } from '../dataset/task.js';

/** How a network answered a batch of samples. */
export interface ScoredBatch {
  /** 1 where an answer is right (`Task`), of classes where the largest score is the label's, ties to the lowest index. */
  readonly correct: Uint8Array;
  /** Cross-entropy in nats, or squared error; zeros where no loss was asked for. */
  readonly loss: Float64Array;
}

/** What answers are compared with: one class index a sample, or [samples x width] where samples have no class. */
export type Expected = Int32Array | Float32Array;

/** What scores are to be told. */
export interface ScoreWishes {
  readonly loss: boolean;
  /** Whether scores are probabilities, not logits. */
  readonly probabilities: boolean;
  /** `classification` where nothing is said; `binary` has a logit for each class, that of class 0 being 0. */
  readonly task?: Task;
}

/**
 * Scores answers against what was expected.
 * @param scores [samples x width]: logits, probabilities where a softmax's input can't be read, or numbers.
 * @param expected of at least as many samples as there are rows.
 * @param width classes, or what the network gives a sample where there are none.
 */
export function scoreBatch(
  scores: Float32Array,
  expected: Expected,
  width: number,
  wants: ScoreWishes,
): ScoredBatch {
  const task = wants.task ?? 'classification';
  if (hasClasses(task)) return scoreClasses(scores, expected, width, wants);
  return task === 'regression'
    ? scoreNumbers(scores, expected, width)
    : scoreLabels(scores, expected, width, wants.probabilities);
}

/** What was expected of a block's samples from `first` on. */
export function expectedFrom(all: Expected, samples: number, first: number): Expected {
  return all.subarray((all.length / samples) * first);
}

/** What was expected of some samples of a block, by their places in it. */
export function expectedOf(all: Expected, perSample: number, samples: Int32Array): Expected {
  const length = samples.length * perSample;
  const taken = all instanceof Int32Array ? new Int32Array(length) : new Float32Array(length);
  for (let i = 0; i < samples.length; i++) {
    for (let k = 0; k < perSample; k++) taken[i * perSample + k] = all[samples[i] * perSample + k];
  }
  return taken;
}

/** Squared errors, averaged over the numbers of a sample; nothing is right or wrong. */
function scoreNumbers(scores: Float32Array, targets: Expected, width: number): ScoredBatch {
  const samples = scores.length / width;
  const loss = new Float64Array(samples);
  for (let i = 0; i < scores.length; i++)
    loss[Math.floor(i / width)] += (scores[i] - targets[i]) ** 2 / width;
  return { correct: new Uint8Array(samples), loss: loss.map(Math.fround) };
}

/** Labels that hold or not: right where all are told right; binary cross-entropies, averaged over the labels. */
function scoreLabels(
  scores: Float32Array,
  targets: Expected,
  width: number,
  probabilities: boolean,
): ScoredBatch {
  const samples = scores.length / width;
  const correct = new Uint8Array(samples).fill(1);
  const loss = new Float64Array(samples);
  const border = probabilities ? 0.5 : 0;
  for (let i = 0; i < scores.length; i++) {
    const sample = Math.floor(i / width);
    const holds = targets[i] === 1;
    const score = scores[i];
    if (score > border !== holds) correct[sample] = 0;
    // -log sigmoid(z) is log(1 + exp(-z)), written so that it overflows for no z.
    const away = holds ? -score : score;
    const entropy = probabilities
      ? -Math.log(Math.max(holds ? score : 1 - score, 1e-7))
      : Math.max(away, 0) + Math.log1p(Math.exp(-Math.abs(away)));
    loss[sample] += entropy / width;
  }
  return { correct, loss: loss.map(Math.fround) };
}

function scoreClasses(
  scores: Float32Array,
  labels: Expected,
  classes: number,
  wants: ScoreWishes,
): ScoredBatch {
  const samples = scores.length / classes;
  const correct = new Uint8Array(samples);
  const loss = new Float64Array(samples);
  for (let i = 0; i < samples; i++) {
    const row = i * classes;
    const label = labels[i];
    let best = 0;
    let highest = scores[row];
    for (let k = 1; k < classes; k++) {
      const score = scores[row + k];
      if (score > highest) {
        highest = score;
        best = k;
      }
    }
    correct[i] = best === label ? 1 : 0;
    if (!wants.loss) continue;
    loss[i] = wants.probabilities
      ? -Math.log(Math.max(scores[row + label], 1e-7))
      : crossEntropy(scores, row, classes, label, highest);
  }
  return { correct, loss };
}

/**
 * The class that each sample is answered with: that of the largest score, ties to the lowest index.
 * @param scores [samples x classes]
 */
export function predictedClasses(scores: Float32Array, classes: number): Int32Array {
  return Int32Array.from({ length: scores.length / classes }, (_, sample) => {
    const row = sample * classes;
    let best = 0;
    for (let k = 1; k < classes; k++) if (scores[row + k] > scores[row + best]) best = k;
    return best;
  });
}

/** -log softmax(logits)[label], rounded to float32 as training frameworks give it. */
function crossEntropy(
  logits: Float32Array,
  row: number,
  classes: number,
  label: number,
  highest: number,
): number {
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(logits[row + k] - highest);
  return Math.fround(Math.log(sum) - (logits[row + label] - highest));
}
