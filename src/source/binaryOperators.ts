import { arithmetic, comparison } from './builtins.js';
import type { Program } from './evaluator.js';
import { tensorsIn } from './forwardPass.js';
import { truth, truthValue, unknown, type Tensor, type Value } from './values.js';

/** What an operator makes of two values: of outputs of layers their sum or what ends their way, of others what is known. */
export function combined(program: Program, operator: string, left: Value, right: Value): Value {
  const tensors = [left, right].flatMap(tensorsIn);
  if (tensors.length > 0) {
    // A tensor of which nothing is known counts as a branch of a sum, a number does not.
    const branches = [left, right].filter(({ kind }) => kind === 'tensor' || kind === 'unknown').length;
    if (operator !== '+') return program.pass.apply('ends', tensors, null);
    return program.pass.apply(branches === 2 ? 'sum' : 'passes', twoOf(tensors, branches), null);
  }
  if (operator === 'and' || operator === '&&') {
    const [a, b] = [truth(left), truth(right)];
    return a === false || b === false ? truthValue(false) : a === null || b === null ? unknown : right;
  }
  if (operator === 'or' || operator === '||' || operator === '??') {
    if (operator === '??' && left.kind !== 'constant' && left.kind !== 'unknown') return left;
    const a = truth(left);
    return a === true ? left : a === false ? right : unknown;
  }
  const compared = comparison(operator, left, right);
  if (compared !== null) return truthValue(compared);
  const value = arithmetic(operator, left, right);
  return value.kind === 'list' && program.openLoops > 0 ? { ...value, open: true } : value;
}

/** The tensors of a sum; the branch of which nothing is known stands for itself. */
function twoOf(tensors: readonly Tensor[], branches: number): readonly Tensor[] {
  return branches === 2 && tensors.length === 1
    ? [...tensors, { kind: 'tensor', from: new Set(), pending: null }]
    : tensors;
}
