import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../inputError.js';
import { attribute } from '../../model/graph.js';
import type { NodeProto } from '../../model/onnx_pb.js';
import { dimsOf, tensorOf } from '../../model/tensor.js';
import { EngineError, type EngineSession, type EngineTensor, type Helper } from '../engine.js';
import { tensorflowType, tensorflowTypes, type TensorflowType } from './elementTypes.js';
import type { ModelPart } from './modelParts.js';
import { backends, helperOf, type Backend } from './tensorflowBackend.js';

/** Runs the operators of a part by TensorFlow.js. */
export class TensorflowSession implements EngineSession {
  #model: Promise<GraphModel> | null = null;
  #backend: Backend | null = null;

  private constructor(
    private readonly part: ModelPart,
    private readonly constants: Readonly<Record<string, EngineTensor>>,
    private readonly onHelped: (by: Helper) => void,
  ) {}

  /** @param onHelped told what computes, when that is known. */
  static open(part: ModelPart, onHelped: (by: Helper) => void): Promise<TensorflowSession> {
    const constants = part.constants.map((proto): [string, EngineTensor] => {
      const { values } = tensorOf(proto);
      const isFloat = values instanceof Float32Array;
      const data = isFloat ? values : Int32Array.from(values, inInt32);
      return [proto.name, { type: isFloat ? 'float32' : 'int32', dims: dimsOf(proto), data }];
    });
    return Promise.resolve(new TensorflowSession(part, Object.fromEntries(constants), onHelped));
  }

  async run(
    feeds: Readonly<Record<string, EngineTensor>>,
    outputs: readonly string[],
  ): Promise<Record<string, EngineTensor>> {
    const given = { ...feeds, ...this.constants };
    this.#model ??= loadPart(this.part, given);
    const model = await this.#model;
    const names = namesOf(this.part);
    const candidates = this.#backend === null ? await backends() : [this.#backend];
    for (const [i, backend] of candidates.entries()) {
      await tf.setBackend(backend);
      try {
        const made: EngineTensor[] = [];
        tf.tidy(() => {
          const inputs = Object.entries(given).map(([name, one]): [string, tf.Tensor] => [
            names.get(name) ?? name,
            fed(one),
          ]);
          const wanted = outputs.map((name) => names.get(name) ?? name);
          const results = model.execute(Object.fromEntries(inputs), wanted);
          made.push(...[results].flat().map(taken));
        });
        if (this.#backend === null) this.onHelped(helperOf(backend));
        this.#backend = backend;
        return Object.fromEntries(outputs.map((name, at) => [name, made[at]]));
      } catch (error) {
        // Not every backend has every operator; the next one may.
        if (i + 1 === candidates.length) throw asEngineError(error);
      }
    }
    throw new EngineError('TensorFlow.js has nothing to compute with on this machine');
  }

  async release(): Promise<void> {
    (await this.#model)?.dispose();
  }
}

/** Each tensor's name in the graph that TensorFlow.js is given: it reads more into some names. */
function namesOf({ nodes, inputs, constants }: ModelPart): ReadonlyMap<string, string> {
  const fed = [...inputs, ...constants.map(({ name }) => name)];
  const made = nodes.flatMap(({ output }, i) => output.map((name, j) => [name, `made${i}:${j}`] as const));
  return new Map([...fed.map((name, i) => [name, `fed${i}`] as const), ...made]);
}

interface NodeDescription {
  readonly op: string;
  readonly attr: object;
}

function descriptionOf(node: NodeProto): NodeDescription {
  const text = new TextDecoder().decode(attribute(node, 'node')?.s);
  return JSON.parse(text) as NodeDescription;
}

/** @throws InputError where TensorFlow.js doesn't know an operator. */
async function loadPart(part: ModelPart, given: Readonly<Record<string, EngineTensor>>): Promise<GraphModel> {
  const names = namesOf(part);
  const placeholders = Object.entries(given).map(([name, { type }]) => ({
    name: names.get(name) ?? name,
    op: 'Placeholder',
    attr: { dtype: { type: tensorflowTypes[tensorflowType(type)] }, shape: { shape: { unknownRank: true } } },
  }));
  const operators = part.nodes.map((node, i) => ({
    ...descriptionOf(node),
    name: `made${i}`,
    input: node.input.map((name) => names.get(name) ?? name),
  }));
  const model = await loadGraphModel({
    load: () =>
      Promise.resolve({
        modelTopology: { node: [...placeholders, ...operators], versions: { producer: 1 } },
        weightSpecs: [],
        weightData: new ArrayBuffer(0),
      }),
  }).catch((error: unknown) => {
    throw asEngineError(error);
  });
  return model;
}

const inInt32 = (value: number | bigint) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Number(value)));

function fed({ type, dims, data }: EngineTensor): tf.Tensor {
  const own = tensorflowType(type);
  const values =
    own === 'float32'
      ? Float32Array.from(data as Float32Array)
      : Int32Array.from(data as Int32Array, inInt32);
  return tf.tensor(own === 'bool' ? Uint8Array.from(values) : values, [...dims], own);
}

/** What came out, as ONNX's operators take it: whole numbers are of 64 bits there. */
function taken(tensor: tf.Tensor): EngineTensor {
  const data = tensor.dataSync();
  const dims = tensor.shape;
  switch (tensor.dtype as TensorflowType) {
    case 'bool':
      return { type: 'bool', dims, data: Uint8Array.from(data) };
    case 'int32':
      return { type: 'int64', dims, data: BigInt64Array.from(data as Int32Array, BigInt) };
    default:
      return { type: 'float32', dims, data: Float32Array.from(data) };
  }
}

function asEngineError(error: unknown): Error {
  if (error instanceof InputError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const unknown = /Unknown op(?:eration)? '([^']*)'/.exec(text)?.[1];
  if (unknown !== undefined) {
    return new InputError(
      `The network has the operator ${unknown}, which neither ONNX's operators nor TensorFlow.js can compute; export the model to ONNX, for instance with tf2onnx.`,
      { cause: error },
    );
  }
  return new EngineError(`TensorFlow.js says: ${text.replaceAll(/\s+/g, ' ').trim()}`, { cause: error });
}
