import { convolutionOperators } from './convolutionOperators.js';
import { knownNumbers, type GraphValue } from './graphValue.js';
import type { NodeContext, OperatorTranslator } from './nodeContext.js';

/**
 * TensorFlow writes a dilated convolution as three operators: an image is dealt out to several smaller ones, a plain
 * convolution slides over those, and they are put together again. Here the first two wait for the third, which tells how
 * much of the padding is taken off again.
 */
const deal: OperatorTranslator = (_, [image, sizes, paddings]) => {
  const [block, pads] = [knownNumbers(sizes), knownNumbers(paddings)];
  if (image?.kind !== 'computed' || !block || pads?.length !== 2 * block.length) return null;
  return { kind: 'blocked', image, block, pads, convolve: null };
};

/** A convolution over what was dealt out. */
const overBlocks =
  (plain: OperatorTranslator): OperatorTranslator =>
  (at, inputs) => {
    const [blocked, kernel] = inputs;
    if (blocked?.kind !== 'blocked') return plain(at, inputs);
    if (blocked.convolve || kernel?.kind !== 'weight' || blocked.block.length !== kernel.dims.length - 2)
      return null;
    const { block } = blocked;
    return {
      ...blocked,
      convolve: (pads) => plain(dilated(at, block, pads), [blocked.image, kernel]) as GraphValue | null,
    };
  };

/** The node as if it said itself how it is dilated and padded. */
function dilated(at: NodeContext, block: readonly number[], pads: readonly number[]): NodeContext {
  const last = at.attributes.text('data_format', 'NHWC').endsWith('C');
  const list = (before: readonly number[], numbers: readonly number[], behind: readonly number[]) => ({
    list: { i: [...before, ...numbers, ...behind] },
  });
  return at.withAttributes({
    padding: { s: btoa('EXPLICIT') },
    dilations: last ? list([1], block, [1]) : list([1, 1], block, []),
    explicit_paddings: last ? list([0, 0], pads, [0, 0]) : list([0, 0, 0, 0], pads, []),
  });
}

const gatherUp: OperatorTranslator = (_, [blocked, , crops]) => {
  const cut = knownNumbers(crops);
  if (blocked?.kind !== 'blocked' || !blocked.convolve || cut?.length !== blocked.pads.length) return null;
  const pads = blocked.pads.map((rows, i) => rows - cut[i]);
  return pads.some((rows) => rows < 0) ? null : blocked.convolve(pads);
};

export const dilatedOperators: Readonly<Record<string, OperatorTranslator>> = {
  SpaceToBatchND: deal,
  Conv2D: overBlocks(convolutionOperators['Conv2D']),
  DepthwiseConv2dNative: overBlocks(convolutionOperators['DepthwiseConv2dNative']),
  BatchToSpaceND: gatherUp,
};
