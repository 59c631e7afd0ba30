import { readOnnx } from '../../src/model/formats/onnx.js';
import type { Graph } from '../../src/model/graph.js';
import type { Attribute, Constant, NetworkNode } from '../twin/network.js';
import { writeOnnx } from '../twin/onnxWriter.js';
import { Random } from '../twin/random.js';

export interface GraphFacts {
  /** Shape of the input `x`, the batch first; a string is a dimension that is left open. */
  readonly input?: readonly (number | string)[];
  /** Names of the graph's outputs; the last line's by default. */
  readonly outputs?: readonly string[];
  readonly outputShape?: readonly (number | string)[];
  readonly opset?: number;
  /** Values of constants by name; others are drawn from a seeded generator, between 0.5 and 1.5. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
  /** Attributes of a kind that a line can't hold, by the name of the node's output. */
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, Attribute>>>>;
  readonly metadata?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly constantsAmongInputs?: boolean;
}

/**
 * The bytes of a model from one line a node:
 * `r, mask = Conv(x, conv1.weight[4,3,3,3], _; group=1 pads=1,1,1,1) # /conv1/Conv`.
 * An argument is a tensor's name, a constant with its shape, a number, integers as `<1,-1>`, or `_` for one
 * that is left out. What stands behind `#` is the node's name.
 */
export function modelBytes(lines: readonly string[], facts: GraphFacts = {}): Uint8Array {
  const random = new Random(1);
  const constants = new Map<string, Constant>();
  const argument = (text: string): string => {
    const shaped = /^(.+)\[([\d,]*)\]$/.exec(text);
    if (shaped) {
      const [, name, list] = shaped;
      const dims = numbers(list);
      const size = dims.reduce((product, dim) => product * dim, 1);
      const values = facts.values?.[name] ?? Array.from({ length: size }, () => 0.5 + random.uniform());
      constants.set(name, { name, type: 'float32', dims, values });
      return name;
    }
    if (/^<.*>$/.test(text)) {
      const values = numbers(text.slice(1, -1));
      constants.set(text, { name: text, type: 'int64', dims: [values.length], values });
    } else if (/^-?[\d.]+(e-?\d+)?$/.test(text)) {
      constants.set(text, { name: text, type: 'float32', dims: [], values: [Number(text)] });
    }
    return text === '_' ? '' : text;
  };
  const nodes = lines.map((line): NetworkNode => {
    const parts = /^(.+?) = (\w+)\(([^;]*)(?:; (.*))?\)(?: # (.*))?$/.exec(line);
    if (!parts) throw new Error(`no node: ${line}`);
    const [, made, operator, given, listed, name] = parts as unknown as (string | undefined)[];
    const outputs = made!.split(', ');
    const metadata = facts.metadata?.[outputs[0]];
    return {
      operator: operator!,
      outputs,
      inputs: given === '' ? [] : given!.split(', ').map(argument),
      attributes: { ...attributesOf(listed), ...facts.attributes?.[outputs[0]] },
      ...(name === undefined ? {} : { name }),
      ...(metadata ? { metadata } : {}),
    };
  });
  const last = nodes.at(-1)?.outputs[0] ?? '';
  return writeOnnx({
    opset: facts.opset ?? 13,
    nodes,
    constants: [...constants.values()],
    inputs: [{ name: 'x', shape: facts.input ?? ['batch', 7] }],
    outputs: (facts.outputs ?? [last]).map((name) => ({ name, shape: facts.outputShape ?? ['batch', 3] })),
    ...(facts.constantsAmongInputs ? { constantsAmongInputs: true } : {}),
  }).model;
}

/** The graph that the project's own reader makes of such a model. */
export function graphOf(lines: readonly string[], facts: GraphFacts = {}): Promise<Graph> {
  return readOnnx(modelBytes(lines, facts), 'model.onnx', () => {
    throw new Error('no external data');
  });
}

/** `group=2 alpha=0.5 axes=2, mode=linear`: whole numbers, floats, lists (with a comma), text. */
function attributesOf(text = ''): Record<string, Attribute> {
  const entries = text.split(' ').filter((entry) => entry !== '');
  return Object.fromEntries(
    entries.map((entry): [string, Attribute] => {
      const [name, value] = entry.split('=') as [string, string];
      if (value.includes(',')) return [name, { ints: numbers(value) }];
      if (/^-?\d+$/.test(value)) return [name, { int: Number(value) }];
      if (/^-?\d*\.\d+$/.test(value)) return [name, { float: Number(value) }];
      return [name, { text: value }];
    }),
  );
}

function numbers(list: string): number[] {
  return list
    .split(',')
    .filter((each) => each !== '')
    .map(Number);
}
