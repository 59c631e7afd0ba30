import { InputError } from '../inputError.js';
import type { Graph, Port } from '../model/graph.js';
import { instead, hiddenWork, type HiddenWork } from '../model/hiddenWork.js';
import { hiddenLayers, weightsBetween, type Layer } from '../model/layers.js';
import { scoresBehind, type Scores } from '../model/logits.js';
import { answerPart } from '../model/answerPart.js';
import { withBatchDimension } from '../model/batchless.js';
import { withSamplesFirst } from '../model/recurrentOrder.js';
import { takesTokens, withTokensAlone } from '../model/tokenInputs.js';

/** What a network is asked for: its one input, its answers, its hidden layers. */
export interface NetworkPlan {
  /** The network with that input alone. */
  readonly graph: Graph;
  readonly input: Port;
  /** Where it reads tokens: the one that fills up, where it is told which positions hold another; null elsewhere. */
  readonly tokens: { readonly padding: number | null } | null;
  readonly scores: Scores;
  /** The network's own output, behind any softmax or sigmoid. */
  readonly output: string;
  readonly layers: readonly Layer[];
}

/** Why layers can't be seen, and what to do; follows the network's file. */
function hiddenReason({ kind, operator }: HiddenWork): string {
  switch (kind) {
    case 'integers':
      return `multiplies whole numbers (${operator}), in which no unit can be replaced; quantise it with QuantizeLinear and DequantizeLinear around its operators (QuantFormat.QDQ), or take the network before quantisation.`;
    case 'subgraph':
      return `has layers inside ${operator}, where they can't be measured; export it without control flow, as for inference at a fixed size.`;
    case 'stored':
      return `was optimised for one kind of machine: ${operator} stores maps in an order of its own, in which no unit can be replaced; optimise it up to the level "extended", or take the network before optimisation.`;
    case 'flat':
      return `answers with ${operator}, which has no hidden units to measure; choose a neural network.`;
    case 'foreign':
      return `hides what it computes in ${operator}, a function or an operator that is not ONNX's own; export it with plain operators.`;
  }
}

/**
 * Which output the answers are: the first of rows of values that is no hidden layer of another, else the one whose values are
 * given names, else the first.
 */
function answerOf(graph: Graph): Port | undefined {
  const rows = graph.outputs.filter(({ shape }) => shape?.length === 2);
  const isHidden = ({ name }: Port) =>
    rows.some((other) => other.name !== name && weightsBetween(graph, name, other.name));
  const named = graph.outputs.find(({ name }) => graph.producer(name)?.opType === 'ZipMap');
  return rows.find((row) => !isHidden(row)) ?? named ?? graph.outputs[0];
}

/**
 * Finds a network's input, answers and hidden layers in its graph.
 * @param padding the token that fills up short sequences, for networks that take a mask beside their tokens; where it is not
 * said, the one that the network itself looks for, else 0.
 * @throws InputError where it has several inputs, or no hidden layer.
 */
export function planNetwork(whole: Graph, file: string, padding?: number): NetworkPlan {
  const given = withBatchDimension(answerPart(whole, answerOf(whole)?.name ?? ''));
  const alone = given.inputs.length > 1 ? withTokensAlone(given, padding) : null;
  const graph = withSamplesFirst(alone?.graph ?? given);
  const [input, ...others] = graph.inputs;
  const output = answerOf(graph);
  if (!input || !output)
    throw new InputError(`The network in ${file} has no input or no output; export it again.`);
  if (others.length > 0) {
    const names = graph.inputs.map(({ name }) => name).join(', ');
    throw new InputError(
      `The network in ${file} takes ${graph.inputs.length} inputs (${names}), and only one can be fed; export it with a single input.`,
    );
  }
  const hidden = hiddenWork(graph);
  if (hidden) throw new InputError(`The network in ${file} ${hiddenReason(hidden)}`);
  const scores = scoresBehind(graph, output.name);
  const layers = hiddenLayers(graph, scores.tensor);
  if (layers.length === 0) {
    const other = instead(graph);
    if (other) throw new InputError(`The network in ${file} ${hiddenReason(other)}`);
    throw new InputError(
      `The network in ${file} has no hidden layer (a dense or convolution operator before its last one), so it has no units to measure; choose a deeper network.`,
    );
  }
  const tokens = takesTokens(input) ? { padding: alone?.padding ?? null } : null;
  return { graph, input, tokens, scores, output: output.name, layers };
}
