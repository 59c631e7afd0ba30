import { hiddenLayers, type Layer } from '../../src/model/layers.js';
import { scoresBehind } from '../../src/model/logits.js';
import { graphOf, type GraphFacts } from './graphText.js';

/** The hidden layers of a graph that is given as text; its first output is the answer. */
export async function layersOf(lines: readonly string[], facts: GraphFacts = {}): Promise<Layer[]> {
  const graph = await graphOf(lines, facts);
  return hiddenLayers(graph, scoresBehind(graph, graph.outputs[0].name).tensor);
}

/** What is ablated, one line a layer: `conv Conv>Relu x4 at r[1]`, the unit axis in brackets. */
export async function foundIn(lines: readonly string[], facts: GraphFacts = {}): Promise<string[]> {
  const layers = await layersOf(lines, facts);
  return layers.map(
    ({ kind, operator, activation, unitCount, tensor, axis }) =>
      `${kind} ${operator}>${activation ?? 'none'} x${unitCount} at ${tensor}[${axis}]`,
  );
}
