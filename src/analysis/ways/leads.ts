import type { DenseChain, DenseStep } from '../../model/denseChain.js';

/** Up to so many classes every pair of them is looked at. */
const mostPairedClasses = 32;

/**
 * By how much a unit's output of 1 changes the lead of one logit over any other at most, [classes x units]:
 * the answer to a sample stays as it is where this times the change of the output is below the label's lead.
 * Through a layer of ReLUs, none of which moves more than its sum does, it is the largest over k of
 * sum over j of |next[k,j] - next[l,j]| |first[j,u]|.
 * @param chain of one or two steps.
 */
export function leadBounds({ steps: [first, next] }: DenseChain): Float32Array {
  if (!next) return directBounds(first);
  return next.outputs <= mostPairedClasses ? pairedBounds(first, next) : looseBounds(first, next);
}

function directBounds({ weights, inputs, outputs }: DenseStep): Float32Array {
  const bounds = new Float32Array(outputs * inputs);
  for (let unit = 0; unit < inputs; unit++) {
    let lowest = Infinity;
    let highest = -Infinity;
    for (let k = 0; k < outputs; k++) {
      lowest = Math.min(lowest, weights[k * inputs + unit]);
      highest = Math.max(highest, weights[k * inputs + unit]);
    }
    for (let k = 0; k < outputs; k++) {
      const weight = weights[k * inputs + unit];
      bounds[k * inputs + unit] = Math.max(highest - weight, weight - lowest);
    }
  }
  return bounds;
}

function pairedBounds(first: DenseStep, next: DenseStep): Float32Array {
  const { inputs: width } = first;
  const { inputs: hidden, outputs: classes, weights } = next;
  const bounds = new Float32Array(classes * width);
  for (let k = 0; k < classes; k++) {
    for (let l = 0; l < k; l++) {
      const apart = Float64Array.from({ length: hidden }, (_, j) =>
        Math.abs(weights[k * hidden + j] - weights[l * hidden + j]),
      );
      const reached = reach(first, apart);
      for (const label of [k, l]) {
        for (let unit = 0; unit < width; unit++) {
          const at = label * width + unit;
          bounds[at] = Math.max(bounds[at], reached[unit]);
        }
      }
    }
  }
  return bounds;
}

/** What each logit moves by itself, added up. */
function looseBounds(first: DenseStep, next: DenseStep): Float32Array {
  const { inputs: width } = first;
  const { inputs: hidden, outputs: classes, weights } = next;
  const bounds = new Float32Array(classes * width);
  const most = new Float64Array(width);
  for (let k = 0; k < classes; k++) {
    const own = Float64Array.from(weights.subarray(k * hidden, (k + 1) * hidden), Math.abs);
    const reached = reach(first, own);
    bounds.set(reached, k * width);
    for (let unit = 0; unit < width; unit++) most[unit] = Math.max(most[unit], reached[unit]);
  }
  return bounds.map((bound, i) => bound + most[i % width]);
}

/** For each unit, the sum over the next layer of |weight| times a factor. */
function reach({ weights, inputs, outputs }: DenseStep, factors: Float64Array): Float64Array {
  const sums = new Float64Array(inputs);
  for (let j = 0; j < outputs; j++) {
    const factor = factors[j];
    if (factor === 0) continue;
    const row = j * inputs;
    for (let unit = 0; unit < inputs; unit++) sums[unit] += factor * Math.abs(weights[row + unit]);
  }
  return sums;
}

/**
 * The lead of each sample's label over the best other logit, or the other's over the label where the answer is
 * wrong; a little less, since logits are rounded; 0 where an answer may turn for any change.
 * @param scores [samples x classes].
 * @param leads [samples], to be written.
 */
export function leadsOf(
  scores: Float32Array,
  labels: Int32Array,
  classes: number,
  leads: Float32Array,
): void {
  for (let sample = 0; sample < labels.length; sample++) {
    const row = sample * classes;
    const own = scores[row + labels[sample]];
    let other = -Infinity;
    let size = 0;
    for (let k = 0; k < classes; k++) {
      if (k !== labels[sample]) other = Math.max(other, scores[row + k]);
      size = Math.max(size, Math.abs(scores[row + k]));
    }
    const lead = Math.abs(own - other) * (1 - rounding) - rounding * (1 + size);
    leads[sample] = lead > 0 ? lead : 0;
  }
}

/** Far more than single precision rounds away of logits. */
const rounding = 1e-4;
