import { EngineError, type Engine } from '../engine/engine.js';
import { InputError } from '../inputError.js';
import { withOpenBatch } from '../model/batch.js';
import { writeOnnx } from '../model/formats/onnx.js';
import type { Graph } from '../model/graph.js';
import { type Port } from '../model/graph.js';
import type { ModelProto } from '../model/onnx_pb.js';
import { takesTokens, vocabularyOf } from '../model/tokenInputs.js';
import { floatInput, withFloatInput, withOutputs } from './instrument.js';
import { seededRandom } from '../results/derive/seededRandom.js';

/** What came out when a network was run on a few made-up samples. */
export interface Trial {
  /** The model that runs: with its input as float32, and with its batch dimension opened where it can be. */
  readonly model: ModelProto;
  /** How many samples a run takes: any number, or just so many. */
  readonly batch: number | 'any';
  /** Number of samples that were run. */
  readonly samples: number;
  readonly tensors: ReadonlyMap<string, TrialTensor>;
}

export interface TrialTensor {
  /** The first dimension counts samples, or samples times positions. */
  readonly dims: readonly number[];
  readonly type: string;
  /** Of all samples. */
  readonly values: Float64Array;
}

/**
 * Runs a network on made-up samples to learn the shapes and types of its tensors, and whether samples can be
 * run together in any number: exports often fix the batch, in the input's shape or inside. Where a run of
 * several samples gives what runs at the model's own size give, the batch is open.
 * @param sampleShape shape of one sample.
 * @throws InputError where the engine can't run the model.
 */
export async function tryNetwork(
  engine: Engine,
  graph: Graph,
  input: Port,
  tensors: readonly string[],
  sampleShape: readonly number[],
): Promise<Trial> {
  const own = input.shape?.[0] ?? 1;
  const samples = 2 * own + 1;
  const most = takesTokens(input) ? vocabularyOf(graph, input.name) : null;
  const data = madeUpSamples(samples, sampleShape, most);
  const attempt = async (model: ModelProto, size: number): Promise<Trial> => {
    const floated = withFloatInput(model, input.name, input.elementType);
    return {
      model: floated,
      batch: size,
      samples,
      tensors: await run(engine, floated, tensors, data, sampleShape, size),
    };
  };
  let fixed: Trial;
  try {
    fixed = await attempt(graph.model, own);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new InputError(`${engine.name} can't run this network: ${reasonOf(error)}`, { cause: error });
  }
  const asIs = input.shape?.[0] == null ? [graph.model] : [];
  for (const candidate of [...asIs, withOpenBatch(graph, own)]) {
    const open = await attempt(candidate, samples).catch((error: unknown) => {
      if (error instanceof EngineError) return null;
      throw error;
    });
    if (open && agree(open, fixed)) return { ...open, batch: 'any' };
  }
  return fixed;
}

const missingOperator =
  /:(\w+)\(-?\d+\) is not a registered|No Op registered for (\w+)|find an implementation for (\w+)\(/;

/** The runtime's words, or what to do about an operator that it lacks. */
function reasonOf({ message }: EngineError): string {
  const name = missingOperator
    .exec(message)
    ?.slice(1)
    .find((each) => each);
  return name === undefined
    ? message
    : `it has no operator ${name}; export the network with operators of today's ONNX.`;
}

/** Values of the named tensors over all samples, run `size` at a time; the last run is filled up. */
async function run(
  engine: Engine,
  model: ModelProto,
  tensors: readonly string[],
  data: Float32Array,
  sampleShape: readonly number[],
  size: number,
): Promise<Map<string, TrialTensor>> {
  const session = await engine.load(writeOnnx(withOutputs(model, tensors)), 'quick');
  const found = new Map<string, TrialTensor>();
  try {
    const length = sampleShape.reduce((product, dim) => product * dim, 1);
    const samples = data.length / length;
    for (let first = 0; first < samples; first += size) {
      const part = new Float32Array(size * length);
      part.set(data.subarray(first * length, (first + size) * length));
      const feed = { type: 'float32' as const, dims: [size, ...sampleShape], data: part };
      const results = await session.run({ [floatInput]: feed }, tensors);
      const count = Math.min(size, samples - first);
      for (const name of tensors) {
        const result = results[name];
        if (!result) continue;
        const { dims, type, data: given } = result;
        const values = Float64Array.from(given.subarray(0, (given.length * count) / size), Number);
        const before = found.get(name);
        found.set(
          name,
          before ? { ...before, values: joined(before.values, values) } : { dims, type, values },
        );
      }
    }
  } finally {
    await session.release();
  }
  return found;
}

function joined(one: Float64Array, other: Float64Array): Float64Array {
  const both = new Float64Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/**
 * Whether two trials of the same samples computed the same. Runs of different sizes may add in another
 * order, so a thousandth of each value's size is allowed; what this looks for is far larger.
 */
function agree(one: Trial, other: Trial): boolean {
  return [...one.tensors].every(([name, { values, dims }]) => {
    const expected = other.tensors.get(name)?.values ?? [];
    if ((dims[0] ?? 0) % one.samples !== 0) return false;
    return (
      values.length === expected.length &&
      values.every((value, i) => {
        const wanted = expected[i];
        return Object.is(value, wanted) || Math.abs(value - wanted) <= 1e-3 * (1 + Math.abs(wanted));
      })
    );
  });
}

/** @param tokens how many there are, where samples are sequences of these; 0 is often padding, and left out. */
function madeUpSamples(count: number, sampleShape: readonly number[], tokens: number | null): Float32Array {
  const random = seededRandom(1);
  const length = sampleShape.reduce((product, dim) => product * dim, 1);
  const token = () => (tokens === null ? random() : 1 + Math.floor(random() * (tokens - 1)));
  return Float32Array.from({ length: count * length }, token);
}
