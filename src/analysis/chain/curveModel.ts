import { cancelledShare } from '../ways/closeCalls.js';
import { ModelBuilder } from '../../model/modelBuilder.js';
import type { ModelProto } from '../../model/onnx_pb.js';
import type { ChainActivation } from './chainActivations.js';

/**
 * Names of the inputs and outputs. Samples lie in columns, so that units in the order of their removal are rows
 * one behind the other: those that live are a prefix. Steps are counted from 0; the units of step j are what the
 * step makes. Every tensor of units but the entry's has a row of its own before the first unit, which leads
 * nowhere, so that none is ever empty.
 */
export const curveInputs = {
  /** [entry rows, samples], the intact outputs of the units that enter the chain. */
  entry: 'entry',
  /** [removed], rows of the entry in the order of their removal. */
  rows: 'rows',
  /** [removed, 1], what each of these rows is held at; only where some are held at another value than zero. */
  constants: 'constants',
  /** [points], how many of these rows are removed at each point. At least one. */
  counts: 'counts',
  /**
   * What these rows take from step 0's sums: minus their outgoing weights, to the units that live, [rows removed x
   * units] of each point one behind the other; and how many values each point has.
   */
  taken: 'taken',
  takenSizes: 'taken/sizes',
  /** [units, units of the next step], weights of a later step, transposed. */
  weights: (step: number) => `weights/${step}`,
  /** [units, samples], sums of step 0 before any of these rows is removed, in any order. */
  sums: 'sums',
  /** The rows of these sums that count at the first point, in order. */
  sumsRows: 'sumsRows',
  /** [points], how many units of a step live at each point, the row before them included. */
  living: (step: number) => `living/${step}`,
  /** [points x units, 1], what is added to a step's sums at each point. */
  bias: (step: number) => `bias/${step}`,
  /** [1, samples]. */
  labels: 'labels',
  /** [classes, samples], whether the class is the sample's label. */
  isLabel: 'isLabel',
  /** [samples], what a lead has to be more than, beside a share of the largest logit (`closeCalls.ts`). */
  sizes: 'sizes',
} as const;

export const curveOutputs = {
  /** [points, samples], whether the answer is right. */
  right: 'right',
  /** [points, 1, samples], whether the answer is too close to call: rounding may have made it. */
  close: 'close',
  /** [points, samples], the largest logit less the label's. */
  behind: 'behind',
  /** [points, samples], sum over the other classes than the label's of exp(logit - largest logit). */
  others: 'others',
  /** [living units, samples], sums of step 0 after the last point. */
  sums: 'sums/after',
} as const;

/**
 * A model that removes rows of a chain's entry in so many portions, one behind the other, and answers after each.
 * The sums of step 0 change by the newly removed rows alone; later steps are computed of living units alone.
 * @param activations of the chain's steps but the last.
 * @param widths rows of what each step makes.
 * @param holds whether rows are held at other values than zero.
 */
export function curveModel(
  network: ModelProto,
  activations: readonly ChainActivation[],
  widths: readonly number[],
  points: number,
  holds: boolean,
): Uint8Array {
  const model = new ModelBuilder(network);
  const input = inputsOf(model, widths.length, holds);
  const removed = model.node('Gather', [input.entry, input.rows], { axis: 0 });
  const change = input.constants === null ? removed : model.node('Sub', [removed, input.constants]);
  const changes = model.nodes('Split', [change, input.counts], points, { axis: 0 });
  const portions = model.nodes('Split', [input.taken, input.takenSizes], points, { axis: 0 });
  /** So many rows of a tensor for each point. */
  const perPoint = (tensor: string, rows: number) => {
    const sizes = model.integers(new Array<number>(points).fill(rows));
    return model.nodes('Split', [tensor, sizes], points, { axis: 0 });
  };
  const counts = perPoint(input.counts, 1);
  const livings = input.living.map((living) => perPoint(living, 1));
  const biases = input.bias.map((bias, i) => perPoint(bias, widths[i + 1]));
  const first = model.integers([0]);
  let before = model.node('Gather', [input.sums, input.sumsRows], { axis: 0 });
  const answers: string[] = [];
  for (let point = 0; point < points; point++) {
    const living = livings.map((living) => living[point]);
    /** The first rows of a tensor, or columns. */
    const prefix = (tensor: string, length: string | undefined, axis: number) =>
      length === undefined ? tensor : model.node('Slice', [tensor, first, length, model.integers([axis])]);
    if (point > 0) before = prefix(before, living[0], 0);
    const columns = living[0] ?? model.integers([widths[0]]);
    const shape = model.node('Concat', [counts[point], columns], { axis: 0 });
    const weights = model.node('Reshape', [portions[point], shape]);
    before = model.node('Gemm', [weights, changes[point], before], { transA: 1 });
    let here = before;
    for (const [step, activate] of activations.entries()) {
      const next = step + 1;
      const outgoing = prefix(prefix(input.weights[step], living[step], 0), living[next], 1);
      const bias = prefix(biases[step][point], living[next], 0);
      here = model.node('Gemm', [outgoing, activate(model, here), bias], { transA: 1 });
    }
    answers.push(here);
  }
  const shape = model.integers([points, widths.at(-1) ?? 0, -1]);
  score(model, model.node('Reshape', [model.node('Concat', answers, { axis: 0 }), shape]), input);
  model.output(before, curveOutputs.sums);
  return model.bytes();
}

function inputsOf(model: ModelBuilder, steps: number, holds: boolean) {
  const each = (count: number, from: number, name: (step: number) => string, type?: 'int64') =>
    Array.from({ length: count }, (_, i) => model.input(name(from + i), type));
  return {
    entry: model.input(curveInputs.entry),
    rows: model.input(curveInputs.rows, 'int64'),
    constants: holds ? model.input(curveInputs.constants) : null,
    counts: model.input(curveInputs.counts, 'int64'),
    sums: model.input(curveInputs.sums),
    sumsRows: model.input(curveInputs.sumsRows, 'int64'),
    taken: model.input(curveInputs.taken),
    takenSizes: model.input(curveInputs.takenSizes, 'int64'),
    weights: each(steps - 1, 1, curveInputs.weights),
    living: each(steps - 1, 0, curveInputs.living, 'int64'),
    bias: each(steps - 1, 1, curveInputs.bias),
    labels: model.input(curveInputs.labels, 'int64'),
    isLabel: model.input(curveInputs.isLabel, 'bool'),
    sizes: model.input(curveInputs.sizes),
  };
}

/** @param logits [points, classes, samples]. */
function score(
  model: ModelBuilder,
  logits: string,
  { labels, isLabel, sizes }: Readonly<Record<'labels' | 'isLabel' | 'sizes', string>>,
): void {
  const classes = model.integers([1]);
  const answer = model.node('ArgMax', [logits], { axis: 1, keepdims: 0 });
  model.output(model.node('Equal', [answer, labels]), curveOutputs.right, 'bool');
  const number = (value: number) => model.floats([], Float32Array.of(value));
  const own = model.node('ReduceSum', [model.node('Where', [isLabel, logits, number(0)]), classes]);
  const rivals = model.node('Where', [isLabel, number(-Infinity), logits]);
  const other =
    model.opset < 18
      ? model.node('ReduceMax', [rivals], { axes: [1] })
      : model.node('ReduceMax', [rivals, classes]);
  const highest = model.node('Max', [own, other]);
  const behind = model.node('Sub', [highest, own]);
  model.output(model.node('Squeeze', [behind, classes]), curveOutputs.behind);
  const lead = model.node('Abs', [model.node('Sub', [own, other])]);
  const share = model.node('Mul', [model.node('Abs', [highest]), number(cancelledShare)]);
  const isApart = model.node('Greater', [lead, model.node('Add', [share, sizes])]);
  const isClear = model.node('And', [isApart, model.node('Less', [lead, number(Infinity)])]);
  model.output(model.node('Not', [isClear]), curveOutputs.close, 'bool');
  const parts = model.node('Exp', [model.node('Sub', [rivals, highest])]);
  model.output(model.node('ReduceSum', [parts, classes], { keepdims: 0 }), curveOutputs.others);
}
