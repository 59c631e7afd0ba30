import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { ftruncateSync, openSync, closeSync, writeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Network } from '../../src/analysis/network.js';
import { withWeightsIn } from '../../src/engine/engine.js';
import { openEngine } from '../../src/engine/openEngine.js';
import { readModelFile } from '../../src/jobs/modelFile.js';
import { incomingNorms } from '../../src/model/incomingWeights.js';
import { readOnnx, writeOnnx as writeModel } from '../../src/model/formats/onnx.js';
import { TensorProto_DataType as DataType } from '../../src/model/onnx_pb.js';
import { isInFile, tensorOf } from '../../src/model/tensor.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import type { Constant } from '../twin/network.js';
import { writeOnnx } from '../twin/onnxWriter.js';
import { Random } from '../twin/random.js';

const folder = temporaryFolder();

const random = new Random(11);
const [inputs, hidden, classes] = [40, 80, 30];
const constant = (name: string, dims: number[]): Constant => ({
  name,
  type: 'float32',
  dims,
  values: random.normals(
    dims.reduce((product, dim) => product * dim, 1),
    0.3,
  ),
});
const network = {
  opset: 13,
  nodes: [
    { operator: 'Gemm', inputs: ['x', 'fc1.weight'], outputs: ['h'] },
    { operator: 'Relu', inputs: ['h'], outputs: ['a'] },
    { operator: 'Gemm', inputs: ['a', 'fc2.weight'], outputs: ['y'] },
  ],
  constants: [constant('fc1.weight', [inputs, hidden]), constant('fc2.weight', [hidden, classes])],
  inputs: [{ name: 'x', shape: ['batch', inputs] }],
  outputs: [{ name: 'y', shape: ['batch', classes] }],
};

/** Scores of a model file's network, and its first layer's norms. */
async function scores(path: string, mostInMemory: number) {
  const { graph, weightsFolder } = await readModelFile(path, mostInMemory);
  const cpu = await openEngine('cpu');
  const engine = weightsFolder === null ? cpu : withWeightsIn(cpu, weightsFolder);
  const opened = await Network.open(engine, graph, 'm.onnx', [inputs]);
  const samples = Float32Array.from(new Random(12).normals(5 * inputs, 1));
  try {
    const { scores } = await opened.run(samples, [{ unit: 7, value: 0 }], []);
    const left = [...graph.initializers.values()].filter(isInFile).map(({ name }) => name);
    return { left, scores, norms: incomingNorms(graph, opened.layers[0], hidden) };
  } finally {
    await opened.release();
  }
}

/** The model with its weights, its input and its output as half-precision floats of a kind. */
async function narrowed(kind: number): Promise<Uint8Array> {
  const { model } = await readOnnx(writeOnnx(network).model, 'm.onnx', () => Promise.reject(new Error()));
  for (const tensor of model.graph!.initializer) {
    const bits = Uint16Array.from(tensorOf(tensor).values, (_, i) =>
      kind === DataType.FLOAT16 ? 0x3400 + ((i * 37) % 512) : 0x3e80 + ((i * 37) % 128),
    );
    Object.assign(tensor, { dataType: kind, rawData: new Uint8Array(bits.buffer) });
  }
  for (const { type } of [...model.graph!.input, ...model.graph!.output]) {
    if (type?.value.case === 'tensorType') type.value.value.elemType = kind;
  }
  return writeModel(model);
}

describe('a model whose weights are too large to be held', () => {
  it.each(['in itself', 'beside it'])('answers as one that is read whole, its weights %s', async (where) => {
    const external = where === 'beside it' ? { externalFile: 'weights.bin' } : {};
    const constants = network.constants.map((one) => ({ ...one, ...external }));
    const written = writeOnnx({ ...network, constants });
    const path = folder.write('m.onnx', written.model);
    for (const [name, bytes] of written.external) folder.write(name, bytes);
    const whole = await scores(path, Infinity);
    const inFiles = await scores(path, 100);
    expect(whole.left).toEqual([]);
    expect(inFiles).toEqual({ ...whole, left: ['fc1.weight', 'fc2.weight'] });
    const files = [written.model, ...written.external.values()];
    const digest = createHash('sha256').update(Buffer.concat(files)).digest('hex');
    expect(await (await readModelFile(path, 100)).sha256()).toBe(digest);
  });

  it.each([
    ['float16', DataType.FLOAT16],
    ['bfloat16', DataType.BFLOAT16],
  ])('and of half-precision floats (%s) answers as one that is read whole', async (_, kind) => {
    const path = folder.write('half.onnx', await narrowed(kind));
    const whole = await scores(path, Infinity);
    const inFiles = await scores(path, 100);
    expect(whole.left).toEqual([]);
    expect(inFiles).toEqual({ ...whole, left: ['fc1.weight', 'fc2.weight'] });
  });

  it('that breaks off is refused', async () => {
    const { model } = writeOnnx(network);
    const path = folder.write('cut.onnx', model.subarray(0, model.length - 2000));
    await expect(readModelFile(path, 100)).rejects.toThrow(/^cut\.onnx is damaged: it ends or breaks off/);
  });

  it('lists its layers in little memory: 1 GB of them', () => {
    const path = folder.write('huge.onnx', '');
    const size = writeWithHole(path, 2 ** 30);
    expect(size).toBeGreaterThan(2 ** 30);
    const code = `
      const { inspectModel } = await import('./src/jobs/inspectModel.ts');
      const { onnxRuntime } = await import('./src/engine/onnxRuntime.ts');
      const { layers } = await inspectModel(onnxRuntime, ${JSON.stringify(path)}, false);
      console.log(JSON.stringify({ layers, kilobytes: process.resourceUsage().maxRSS }));`;
    const args = ['--import', './scripts/typescript.mjs', '--input-type=module', '-e', code];
    const { layers, kilobytes } = JSON.parse(execFileSync(process.execPath, args).toString()) as {
      layers: { id: string; unitCount: number; shape: number[] }[];
      kilobytes: number;
    };
    expect(layers).toMatchObject([{ id: 'fc1', unitCount: 16384, shape: [16384] }]);
    // Node.js with the engine's library and the compiler of these sources; the weights alone are four times that.
    expect(kilobytes).toBeLessThan(256 * 1024);
  });
});

/** Writes a model whose first weight is a hole of so many bytes in its file. */
function writeWithHole(path: string, hole: number): number {
  const side = Math.sqrt(hole / 4);
  const small = writeOnnx({
    ...network,
    constants: [constant('fc2.weight', [side, 3])],
    inputs: [{ name: 'x', shape: ['batch', side] }],
    outputs: [{ name: 'y', shape: ['batch', 3] }],
  }).model;
  // The last field of such a file is the version of its operators, five bytes; the graph stands before.
  const graphStart = small.indexOf(0x3a, 2);
  const [length, lengthBytes] = readVarint(small, graphStart + 1);
  const content = small.subarray(graphStart + 1 + lengthBytes, graphStart + 1 + lengthBytes + length);
  const rest = small.subarray(graphStart + 1 + lengthBytes + length);
  const name = Buffer.from('fc1.weight');
  const dims = Buffer.concat([Buffer.of(0x08), varint(side), Buffer.of(0x08), varint(side)]);
  const head = Buffer.concat([
    dims,
    Buffer.of(0x10, 1, 0x42, name.length),
    name,
    Buffer.of(0x4a),
    varint(hole),
  ]);
  const tensor = Buffer.concat([Buffer.of(0x2a), varint(head.length + hole), head]);
  const start = Buffer.concat([
    small.subarray(0, graphStart + 1),
    varint(content.length + tensor.length + hole),
    content,
    tensor,
  ]);
  const file = openSync(path, 'w');
  writeSync(file, start, 0, start.length, 0);
  ftruncateSync(file, start.length + hole);
  writeSync(file, rest, 0, rest.length, start.length + hole);
  closeSync(file);
  return start.length + hole + rest.length;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Buffer.of(...bytes, value);
}

function readVarint(bytes: Uint8Array, at: number): [value: number, length: number] {
  let value = 0;
  for (let i = 0; ; i++) {
    value += (bytes[at + i] & 127) * 2 ** (7 * i);
    if (bytes[at + i] < 128) return [value, i + 1];
  }
}
