/** How a network answered a batch of samples. */
export interface ScoredBatch {
  /** 1 where the largest score is the label's, ties to the lowest index. */
  readonly correct: Uint8Array;
  /** Cross-entropy in nats; zeros where no loss was asked for. */
  readonly loss: Float64Array;
}

/**
 * Scores answers against labels.
 * @param scores [samples x classes]: logits, or probabilities where a softmax's input can't be read.
 * @param labels one class index a sample, at least as many as there are rows.
 */
export function scoreBatch(
  scores: Float32Array,
  labels: Int32Array,
  classes: number,
  wants: { readonly loss: boolean; readonly probabilities: boolean },
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
