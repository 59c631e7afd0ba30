import { Network } from '../../src/analysis/network.js';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { graphOf, type GraphFacts } from '../model/graphText.js';

export type OpenFacts = GraphFacts & { readonly input: readonly (number | string)[] };

/** Opens a network that is given as text, and releases it when `use` is done. */
export async function opened<T>(
  lines: readonly string[],
  facts: OpenFacts,
  use: (network: Network) => Promise<T> | T,
): Promise<T> {
  const graph = await graphOf(lines, { outputShape: [facts.input[0], 3], ...facts });
  const network = await Network.open(onnxRuntime, graph, 'model.onnx', facts.input.slice(1).map(Number));
  try {
    return await use(network);
  } finally {
    await network.release();
  }
}
