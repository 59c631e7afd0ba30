import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipBytes } from '../dataset/writers.js';
import { numberedWeights, wholeModel, type FiledWeight } from '../model/formats/keras/hdf5Files.js';
import { layersModel } from '../model/formats/keras/kerasModel.js';
import { floats, graphModel, node } from '../model/formats/tensorflowGraph/graphModel.js';

/** A file's content in order; a number is so many bytes of nothing, which take no room on the disk. */
type Parts = readonly (Uint8Array | number)[];

/** A model as its files; `main` is the one that is opened. */
export interface FiledModel {
  readonly main: string;
  readonly files: Readonly<Record<string, Parts>>;
}

/** The weight of the first of two layers, [side, side]; null stands for a hole of zeros in the file. */
export interface FirstWeight {
  readonly side: number;
  readonly numbers: Float32Array<ArrayBuffer> | null;
}

/** Of the second layer. */
const classes = 3;

/** Writes a model's files to a folder; returns the path of the one that is opened. */
export function writeModel(folder: string, { main, files }: FiledModel): string {
  for (const [name, parts] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeParts(join(folder, name), parts);
  }
  return join(folder, main);
}

function writeParts(path: string, parts: Parts): void {
  const file = openSync(path, 'w');
  let end = 0;
  for (const part of parts) {
    if (typeof part === 'number') ftruncateSync(file, end + part);
    else writeSync(file, part, 0, part.length, end);
    end += typeof part === 'number' ? part : part.length;
  }
  closeSync(file);
}

const dense = (name: string, units: number, more: object = {}) => ({
  class_name: 'Dense',
  config: { name, units, use_bias: false, ...more },
});
const kerasModel = (side: number) => ({
  class_name: 'Sequential',
  config: {
    name: 'made',
    layers: [
      dense('fc1', side, { activation: 'relu', batch_input_shape: [null, side] }),
      dense('fc2', classes),
    ],
  },
});

const bytesOf = (numbers: Float32Array<ArrayBuffer>) => new Uint8Array(numbers.buffer);
/** The numbers of the second layer's weight. */
const lastNumbers = (side: number) => Float32Array.from({ length: side * classes }, (_, i) => (i % 17) - 8);
const lastWeight = (side: number): FiledWeight => ({ dims: [side, classes], values: [...lastNumbers(side)] });

/** The first weight in HDF5; a hole behind the file stands for numbers that are only claimed. */
const filedWeight = ({ side, numbers }: FirstWeight): FiledWeight =>
  numbers
    ? { dims: [side, side], values: [...numbers] }
    : { dims: [8, 8], values: new Array<number>(64).fill(0), grownTo: [side, side] };

const partOf = ({ side, numbers }: FirstWeight) => (numbers ? bytesOf(numbers) : 4 * side * side);

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** As Keras 2 saves a model. */
export async function hdf5Model(first: FirstWeight): Promise<FiledModel> {
  const { side, numbers } = first;
  const bytes = await wholeModel(kerasModel(side), {
    fc1: { 'fc1/kernel:0': filedWeight(first) },
    fc2: { 'fc2/kernel:0': lastWeight(side) },
  });
  return { main: 'model.h5', files: { 'model.h5': numbers ? [bytes] : [bytes, partOf(first)] } };
}

/** As Keras 3 saves a model: its zip file compresses nothing. */
export async function archiveModel(first: FirstWeight, method: 'stored' | 'deflated' = 'stored') {
  const { side, numbers } = first;
  const members = {
    'config.json': text(kerasModel(side)),
    'metadata.json': text({ keras_version: '3.3.3' }),
    'model.weights.h5': await numberedWeights({ dense: [filedWeight(first)], dense_1: [lastWeight(side)] }),
  };
  const zip = numbers ? [zipBytes(members, method)] : zippedWithHole(members, 4 * side * side);
  return { main: 'model.keras', files: { 'model.keras': zip } };
}

/** A zip file whose last member ends with a hole. */
function zippedWithHole(members: Readonly<Record<string, Uint8Array>>, hole: number): Parts {
  const zip = zipBytes(members, 'stored');
  const local = zip.lastIndexOf('PK\x03\x04');
  const central = zip.lastIndexOf('PK\x01\x02');
  const list = zip.indexOf('PK\x01\x02');
  const places = [local + 18, local + 22, central + 20, central + 24, zip.lastIndexOf('PK\x05\x06') + 16];
  for (const at of places) zip.writeUInt32LE(zip.readUInt32LE(at) + hole, at);
  return [zip.subarray(0, list), hole, zip.subarray(list)];
}

/** The numbers of both weights, in three files that end anywhere. */
function shards({ side, numbers }: FirstWeight): Record<string, Parts> {
  const bytes = 4 * side * side;
  const cut = bytes / 2 - 1002;
  const [start, rest] = numbers
    ? [bytesOf(numbers).subarray(0, cut), bytesOf(numbers).subarray(cut)]
    : [cut, bytes - cut];
  const last = bytesOf(lastNumbers(side));
  return {
    'group1-shard1of3.bin': [start],
    'group1-shard2of3.bin': [rest, last.subarray(0, 777)],
    'group1-shard3of3.bin': [last.subarray(777)],
  };
}

function sharded(json: Uint8Array, first: FirstWeight): FiledModel {
  const description = JSON.parse(new TextDecoder().decode(json)) as { weightsManifest: [object] };
  const files = shards(first);
  const manifest = [{ ...description.weightsManifest[0], paths: Object.keys(files) }];
  const main = { 'model.json': [text({ ...description, weightsManifest: manifest })] };
  return { main: 'model.json', files: { ...files, ...main } };
}

export function layersModelInShards(first: FirstWeight): FiledModel {
  const { side } = first;
  const weights = [
    { name: 'fc1/kernel', dims: [side, side], values: [] },
    { name: 'fc2/kernel', dims: [side, classes], values: [] },
  ];
  return sharded(layersModel(kerasModel(side), weights).json, first);
}

export function graphModelInShards(first: FirstWeight): FiledModel {
  const { side } = first;
  const { model } = graphModel(
    [side],
    [floats('fc1/kernel', [side, side], []), floats('fc2/kernel', [side, classes], [])],
    [
      node('fc1/MatMul', 'MatMul', ['x', 'fc1/kernel']),
      node('fc1/Relu', 'Relu', ['fc1/MatMul']),
      node('fc2/MatMul', 'MatMul', ['fc1/Relu', 'fc2/kernel']),
    ],
  );
  return sharded(text(model), first);
}

const field = (number: number, content: Uint8Array | string) =>
  new BinaryWriter()
    .tag(number, WireType.LengthDelimited)
    .bytes(typeof content === 'string' ? Buffer.from(content) : content)
    .finish();
const whole = (number: number, value: number) =>
  new BinaryWriter().tag(number, WireType.Varint).int64(value).finish();
const message = (number: number, ...parts: readonly Uint8Array[]) => field(number, Buffer.concat(parts));
const entry = (number: number, key: string, ...value: readonly Uint8Array[]) =>
  message(number, field(1, key), message(2, ...value));

/** TensorFlow's TensorShapeProto. */
const shapeOf = (sizes: readonly number[]) => Buffer.concat(sizes.map((size) => message(2, whole(1, size))));

/** A node of TensorFlow's. */
const made = (name: string, op: string, inputs: readonly string[], ...attributes: readonly Uint8Array[]) =>
  message(1, field(1, name), field(2, op), ...inputs.map((input) => field(3, input)), ...attributes);
const type = entry(5, 'dtype', whole(6, 1));
const placeholder = (side: number) =>
  made('x', 'Placeholder', [], type, entry(5, 'shape', message(7, shapeOf([-1, side]))));

/** A graph with its weights inside. */
export function frozenGraph(first: FirstWeight): FiledModel {
  const { side } = first;
  const constant = (name: string, dims: readonly number[], numbers: Uint8Array | number): Parts => {
    const tensor = [whole(1, 1), message(2, shapeOf(dims)), ...holding(4, [numbers])];
    const value = holding(5, [field(1, 'value'), ...holding(2, holding(8, tensor))]);
    return holding(1, [field(1, name), field(2, 'Const'), type, ...value]);
  };
  const graph = [
    placeholder(side),
    ...constant('fc1/kernel', [side, side], partOf(first)),
    made('fc1/MatMul', 'MatMul', ['x', 'fc1/kernel']),
    made('fc1/Relu', 'Relu', ['fc1/MatMul']),
    ...constant('fc2/kernel', [side, classes], bytesOf(lastNumbers(side))),
    made('fc2/MatMul', 'MatMul', ['fc1/Relu', 'fc2/kernel']),
  ];
  return { main: 'frozen.pb', files: { 'frozen.pb': graph } };
}

/** A message that may hold a hole. */
function holding(number: number, parts: Parts): Parts {
  const lengths = parts.map((part) => (typeof part === 'number' ? part : part.length));
  const length = lengths.reduce((sum, one) => sum + one, 0);
  return [new BinaryWriter().tag(number, WireType.LengthDelimited).uint32(length).finish(), ...parts];
}

/** A folder with a checkpoint's table and its data. */
export function savedModel(first: FirstWeight): FiledModel {
  const { side } = first;
  const variable = (name: string) => [
    made(name, 'VarHandleOp', [], type, entry(5, 'shared_name', field(2, name))),
    made(`${name}/Read`, 'ReadVariableOp', [name], type),
  ];
  const graph = [
    placeholder(side),
    ...variable('fc1/kernel'),
    made('fc1/MatMul', 'MatMul', ['x', 'fc1/kernel/Read']),
    made('fc1/Relu', 'Relu', ['fc1/MatMul']),
    ...variable('fc2/kernel'),
    made('fc2/MatMul', 'MatMul', ['fc1/Relu', 'fc2/kernel/Read']),
  ];
  const port = (number: number, key: string, name: string, size: number) =>
    entry(number, key, field(1, name), message(3, shapeOf([-1, size])));
  const signature = [port(1, 'x', 'x:0', side), port(2, 'y', 'fc2/MatMul:0', classes)];
  const served = [
    message(1, field(4, 'serve')),
    message(2, ...graph),
    entry(5, 'serving_default', ...signature),
  ];
  const stored = (dims: readonly number[], offset: number) => {
    const bytes = 4 * dims.reduce((product, size) => product * size, 1);
    return Buffer.concat([whole(1, 1), message(2, shapeOf(dims)), whole(4, offset), whole(5, bytes)]);
  };
  return {
    main: 'saved_model.pb',
    files: {
      'saved_model.pb': [Buffer.concat([whole(1, 1), message(2, ...served)])],
      'variables/variables.data-00000-of-00001': [partOf(first), bytesOf(lastNumbers(side))],
      'variables/variables.index': [
        table([
          ['', whole(1, 1)],
          ['fc1/kernel', stored([side, side], 0)],
          ['fc2/kernel', stored([side, classes], 4 * side * side)],
        ]),
      ],
    },
  };
}

/** A sorted string table of LevelDB's, of one block. */
function table(entries: readonly (readonly [key: string, value: Uint8Array])[]): Uint8Array {
  const numbers = (...list: number[]) =>
    list.reduce((writer, value) => writer.uint32(value), new BinaryWriter()).finish();
  const block = (list: typeof entries) => {
    const written = list.flatMap(([key, value]) => [
      numbers(0, key.length, value.length),
      Buffer.from(key),
      value,
    ]);
    // Where keys begin anew: once. Behind the block, no compression and a checksum.
    return Buffer.concat([...written, Buffer.of(0, 0, 0, 0, 1, 0, 0, 0), Buffer.alloc(5)]);
  };
  const data = block(entries);
  const index = block([['~', numbers(0, data.length - 5)]]);
  const handles = numbers(0, 0, data.length, index.length - 5);
  return Buffer.concat([data, index, handles, Buffer.alloc(48 - handles.length)]);
}

export function safetensorsFile(first: FirstWeight): FiledModel {
  const { side } = first;
  const header = text({
    'fc1.weight': { dtype: 'F32', shape: [side, side], data_offsets: [0, 4 * side * side] },
  });
  const length = Buffer.from(BigUint64Array.of(BigInt(header.length)).buffer);
  return { main: 'w.safetensors', files: { 'w.safetensors': [length, header, partOf(first)] } };
}

/** A state_dict as `torch.save` writes it; its numbers are a hole. */
export function torchFile({ side }: FirstWeight): FiledModel {
  const int = (value: number) => Buffer.concat([Buffer.of(0x4a), Buffer.from(Int32Array.of(value).buffer)]);
  const string = (value: string) =>
    Buffer.concat([Buffer.of(0x58, value.length, 0, 0, 0), Buffer.from(value)]);
  const pickle = Buffer.concat([
    Buffer.from('\x80\x02}', 'latin1'),
    string('fc1.weight'),
    Buffer.from('ctorch._utils\n_rebuild_tensor_v2\n(('),
    string('storage'),
    Buffer.from('ctorch\nFloatStorage\n'),
    ...[string('0'), string('cpu'), int(side * side), Buffer.from('tQK\0')],
    ...[int(side), int(side), Buffer.of(0x86), int(side), int(1), Buffer.of(0x86, 0x89)],
    Buffer.from('}tRs.'),
  ]);
  const members = { 'made/data.pkl': pickle, 'made/data/0': new Uint8Array() };
  return { main: 'w.pt', files: { 'w.pt': zippedWithHole(members, 4 * side * side) } };
}
