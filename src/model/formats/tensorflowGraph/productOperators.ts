import { rearranged } from '../keras/rearranged.js';
import { convolutionOperators } from './convolutionOperators.js';
import { elementwiseOperators } from './elementwiseOperators.js';
import { computed, rankOf, sizesOf, type Computed, type GraphValue, type Weight } from './graphValue.js';
import type { NodeContext, OperatorTranslator } from './nodeContext.js';

/** A product of two matrices, of which the second is a weight or a value. */
const matrixProduct: OperatorTranslator = (at, [one, other]) => {
  if (one?.kind !== 'computed' || !other) return null;
  if ((rankOf(one) ?? 2) !== 2 || (rankOf(other) ?? 2) !== 2) return stackedProduct(at, [one, other]);
  const turnsFirst = at.attributes.flag('transpose_a', false);
  const turnsSecond = at.attributes.flag('transpose_b', false);
  const before = at.translation.rowsOf.get(one.tensor);
  if (before && other.kind === 'weight' && !turnsFirst) return ofRows(at, before, other, turnsSecond);
  const second = other.kind === 'weight' ? kernelConstant(at, other, turnsSecond) : at.tensor(other);
  if (second === null) return null;
  const tensor = at.add('Gemm', [at.plain(one).tensor, second], {
    ...(turnsFirst && { transA: 1 }),
    ...(turnsSecond && other.kind !== 'weight' && { transB: 1 }),
  });
  const rows = one.shape?.[turnsFirst ? 1 : 0] ?? null;
  const shape = [rows, sizesOf(other)?.[turnsSecond ? 0 : 1] ?? null];
  return computed(tensor, shape, one.type);
};

/** A dense layer along the last dimension, which TensorFlow applies to rows: its units are found where they are positions. */
function ofRows(at: NodeContext, input: Computed, kernel: Weight, isTurned: boolean): Computed {
  const outputs = kernel.dims[isTurned ? 0 : 1];
  const tensor = at.add('MatMul', [input.tensor, kernelConstant(at, kernel, isTurned)]);
  const apart = { ...input, tensor, shape: [...(input.shape ?? []).slice(0, -1), outputs] };
  const rows = computed(at.add('Reshape', [tensor, at.integers([-1, outputs])]), [null, outputs], input.type);
  at.translation.rowsOf.set(rows.tensor, apart);
  return rows;
}

/** A kernel `[inputs, outputs]`, turned so where the operator takes it turned. */
function kernelConstant(at: NodeContext, kernel: Weight, isTurned: boolean): string {
  if (!isTurned) return at.constant(kernel, 'kernel');
  const { dims } = kernel;
  return at.constant(kernel, 'kernel', [dims[1], dims[0]], () => rearranged(kernel.values(), dims, [1, 0]));
}

/** Products of the matrices in the last two dimensions. */
const stackedProduct: OperatorTranslator = (at, [one, other]) => {
  if (!one || !other) return null;
  const turnsFirst = at.attributes.flag('adj_x', at.attributes.flag('transpose_a', false));
  const turnsSecond = at.attributes.flag('adj_y', at.attributes.flag('transpose_b', false));
  const operand = (value: GraphValue, turns: boolean): string | null => {
    if (value.kind === 'weight' && value.dims.length === 2) return kernelConstant(at, value, turns);
    const rank = rankOf(value);
    const tensor = at.tensor(value);
    if (!turns || tensor === null) return tensor;
    if (rank === null) return null;
    const axes = Array.from({ length: rank }, (_, i) => i);
    return at.add('Transpose', [tensor], { perm: [...axes.slice(0, -2), rank - 1, rank - 2] });
  };
  const [first, second] = [operand(one, turnsFirst), operand(other, turnsSecond)];
  if (first === null || second === null) return null;
  const [left, right] = [sizesOf(one), sizesOf(other)];
  const shape =
    left && right && left.length >= right.length
      ? [...left.slice(0, -2), left.at(turnsFirst ? -1 : -2) ?? null, right.at(turnsSecond ? -2 : -1) ?? null]
      : null;
  return {
    kind: 'computed',
    tensor: at.add('MatMul', [first, second]),
    shape,
    order: 'plain',
    type: 'float',
  };
};

/** Sums over products by their letters: a plain dense layer is a MatMul, any other is left to ONNX's own Einsum. */
const einsum: OperatorTranslator = (at, inputs) => {
  const equation = at.attributes.text('equation', '').replaceAll(' ', '');
  const [one, other] = inputs;
  const dense = /^([a-z]+)([a-z]),\2([a-z])->\1\3$/.exec(equation);
  if (dense && one?.kind === 'computed' && other?.kind === 'weight') return stackedProduct(at, [one, other]);
  const tensors = inputs.map((input) => at.tensor(input));
  if (!/^[a-z,]+->[a-z]*$/i.test(equation) || tensors.includes(null)) return null;
  const sizes = new Map<string, number | null>();
  const [taken, made] = equation
    .split('->')
    .map((side) => side.split(',').map((letters) => Array.from(letters)));
  for (const [i, letters] of taken.entries()) {
    letters.forEach((letter, axis) => {
      sizes.set(letter, sizes.get(letter) ?? sizesOf(inputs[i])?.[axis] ?? null);
    });
  }
  const tensor = at.add('Einsum', tensors as string[], { equation });
  const shape = made[0].map((letter) => sizes.get(letter) ?? null);
  return computed(tensor, shape);
};

/** An operator with those fused into it that follow: a bias, then perhaps an activation function. */
const fused =
  (linear: OperatorTranslator): OperatorTranslator =>
  (at, inputs) => {
    const [input, kernel, ...others] = inputs;
    let value = linear(at, [input, kernel]) as GraphValue | null;
    for (const op of at.attributes.texts('fused_ops')) {
      if (!value) return null;
      if (op === 'NoOp') continue;
      if (op === 'LeakyRelu' && value.kind === 'computed') {
        const alpha = { float: at.attributes.number('leakyrelu_alpha', 0.2) };
        value = { ...value, tensor: at.add('LeakyRelu', [value.tensor], { alpha }) };
        continue;
      }
      const takes = withOperand.has(op) ? [others.shift()].filter((one) => one !== undefined) : [];
      const translate = Object.hasOwn(elementwiseOperators, op) ? elementwiseOperators[op] : null;
      if (!translate) return null;
      value = translate(at, [value, ...takes]) as GraphValue | null;
    }
    return value;
  };

/** Fused operators that read a value of their own. */
const withOperand = new Set(['BiasAdd', 'Add', 'Prelu']);

export const productOperators: Readonly<Record<string, OperatorTranslator>> = {
  MatMul: matrixProduct,
  BatchMatMul: stackedProduct,
  BatchMatMulV2: stackedProduct,
  Einsum: einsum,
  _FusedMatMul: fused(matrixProduct),
  _FusedConv2D: fused(convolutionOperators['Conv2D']),
  FusedConv2D: fused(convolutionOperators['Conv2D']),
  FusedDepthwiseConv2dNative: fused(convolutionOperators['DepthwiseConv2dNative']),
  _FusedDepthwiseConv2dNative: fused(convolutionOperators['DepthwiseConv2dNative']),
};
