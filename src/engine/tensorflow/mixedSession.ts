import { writeOnnx } from '../../model/formats/onnx.js';
import type { ModelProto } from '../../model/onnx_pb.js';
import type { EngineSession, EngineTensor, Helper } from '../engine.js';
import { onnxTypes } from './elementTypes.js';
import { modelOf, type ModelPart } from './modelParts.js';
import { TensorflowSession } from './tensorflowSession.js';

/** Runs a model part by part, some by ONNX Runtime and some by TensorFlow.js. */
export class MixedSession implements EngineSession {
  /** Opened when a part first runs, since only then it is known what it is fed. */
  readonly #sessions = new Map<ModelPart, Promise<EngineSession>>();

  constructor(
    /** Opens a model of ONNX's operators alone. */
    private readonly load: (model: Uint8Array) => Promise<EngineSession>,
    private readonly model: ModelProto,
    private readonly parts: readonly ModelPart[],
    private readonly onHelped: (by: Helper) => void,
  ) {}

  async run(
    feeds: Readonly<Record<string, EngineTensor>>,
    outputs: readonly string[],
  ): Promise<Record<string, EngineTensor>> {
    const known = new Map(Object.entries(feeds));
    for (const { part, wanted } of this.#needed(outputs)) {
      const own = Object.fromEntries(
        part.inputs.flatMap((name) => {
          const tensor = known.get(name);
          return tensor ? [[name, tensor]] : [];
        }),
      );
      const session = await this.#session(part, own);
      for (const [name, tensor] of Object.entries(await session.run(own, wanted))) known.set(name, tensor);
    }
    return Object.fromEntries(
      outputs.flatMap((name) => {
        const tensor = known.get(name);
        return tensor ? [[name, tensor]] : [];
      }),
    );
  }

  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await (await session).release();
  }

  /** The parts that some outputs depend on, with what is wanted of each. */
  #needed(outputs: readonly string[]): { readonly part: ModelPart; readonly wanted: readonly string[] }[] {
    const names = new Set(outputs);
    return this.parts
      .toReversed()
      .flatMap((part) => {
        const wanted = part.outputs.filter((name) => names.has(name));
        if (wanted.length > 0) for (const name of part.inputs) names.add(name);
        return wanted.length > 0 ? [{ part, wanted }] : [];
      })
      .reverse();
  }

  #session(part: ModelPart, feeds: Readonly<Record<string, EngineTensor>>): Promise<EngineSession> {
    const types = Object.entries(feeds).map(([name, { type }]) => [name, onnxTypes[type]] as const);
    const session =
      this.#sessions.get(part) ??
      (part.runtime === 'tensorflow'
        ? TensorflowSession.open(part, this.onHelped)
        : this.load(writeOnnx(modelOf(this.model, part, new Map(types)))));
    this.#sessions.set(part, session);
    return session;
  }
}
