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
  const moves = logitMoves([first, next]);
  const most = largestMoves(moves, first.inputs);
  return moves.map((move, i) => move + most[i % first.inputs]);
}

/** By how much a unit's output of 1 moves each logit at most, [classes x units]. */
function logitMoves([first, next]: DenseChain['steps']): Float32Array {
  if (!next) return first.weights.map(Math.abs);
  const { inputs: hidden, outputs: classes, weights } = next;
  const moves = new Float32Array(classes * first.inputs);
  for (let k = 0; k < classes; k++) {
    const own = Float64Array.from(weights.subarray(k * hidden, (k + 1) * hidden), Math.abs);
    moves.set(reach(first, own), k * first.inputs);
  }
  return moves;
}

function largestMoves(moves: Float32Array, width: number): Float32Array {
  const most = new Float32Array(width);
  for (const [i, move] of moves.entries()) most[i % width] = Math.max(most[i % width], move);
  return most;
}

/** By how much rounding may move the lead of a logit for a unit's output of 1, [units]: all that is added up, a few last bits of it. */
export function leadRoundings({ steps: [first, next] }: DenseChain): Float32Array {
  const moves = logitMoves(next ? [first, next] : [first]);
  return largestMoves(moves, first.inputs).map((most) => most * lastBits);
}

const lastBits = 2 ** -22;

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
