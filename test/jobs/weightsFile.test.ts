import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { inspectWeights, layerStatistics } from '../../src/jobs/inspectWeights.js';
import { withWeights } from '../../src/jobs/weightsFile.js';
import { rowMajorPieces } from '../../src/model/formats/pytorch/rowMajor.js';
import { weightStatistics } from '../../src/model/formats/pytorch/weightStatistics.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { zipBytes } from '../dataset/writers.js';

const files = join(import.meta.dirname, 'torchFiles');
const folder = temporaryFolder();

/** The network of writeFiles.py, as its file lists it. */
const netTensors = [
  ['fc1.weight', 'float32', [4, 3]],
  ['fc1.bias', 'float32', [4]],
  ['norm.weight', 'float32', [4]],
  ['norm.bias', 'float32', [4]],
  ['norm.running_mean', 'float32', [4]],
  ['norm.running_var', 'float32', [4]],
  ['norm.num_batches_tracked', 'int64', []],
  ['fc2.weight', 'float32', [2, 4]],
  ['fc2.bias', 'float32', [2]],
] as const;

interface ReadTensor {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

async function read(path: string): Promise<readonly ReadTensor[] | null> {
  return withWeights(path, ({ tensors }) =>
    Promise.all(
      tensors.map(async (tensor) => {
        const { name, type, shape } = tensor;
        const pieces = [];
        for await (const piece of rowMajorPieces(tensor)) pieces.push(piece);
        return { name, type, shape, bytes: new Uint8Array(Buffer.concat(pieces)) };
      }),
    ),
  );
}

const refusal = (path: string): Promise<string> =>
  withWeights(path, () => 'read').then(
    (told) => String(told),
    (error: unknown) => {
      expect(error).toBeInstanceOf(InputError);
      return (error as Error).message;
    },
  );

async function spoiled(name: string, spoil: (bytes: Buffer<ArrayBuffer>) => Uint8Array): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, spoil(Buffer.from(await readFile(join(files, name)))));
  return path;
}

const counting = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

describe('a file of PyTorch weights', () => {
  it.each([
    ['state.pt', 'stateDict', []],
    ['state-legacy.pt', 'stateDict', []],
    ['whole.pt', 'module', []],
    ['whole-legacy.pt', 'module', []],
    ['script.pt', 'torchScript', []],
    ['checkpoint.pth', 'stateDict', ['model_state_dict']],
  ])('tells its tensors by name, type and shape: %s', async (name, kind, path) => {
    const facts = await withWeights(join(files, name), (weights) => weights);
    expect({ kind: facts?.kind, path: facts?.path }).toEqual({ kind, path });
    const prefix = name.startsWith('checkpoint') ? 'module.' : '';
    const told = facts?.tensors.map(({ name: own, type, shape }) => [own, type, shape]);
    const expected = netTensors.map(([own, type, shape]) => [`${prefix}${own}`, type, shape]);
    // TorchScript writes parameters before buffers and modules in an order of its own.
    const sorted = (list: readonly unknown[][] = []) =>
      [...list].sort((a, b) => String(a[0]).localeCompare(String(b[0])));
    if (kind === 'torchScript') expect(sorted(told)).toEqual(sorted(expected));
    else expect(told).toEqual(expected);
  });

  it.each(['state.pt', 'state-legacy.pt', 'whole.pt', 'whole-legacy.pt', 'script.pt', 'checkpoint.pth'])(
    'gives the values that were saved: %s',
    async (name) => {
      for (const { type, shape, bytes } of (await read(join(files, name))) ?? []) {
        const values = type === 'int64' ? new BigInt64Array(bytes.buffer) : new Float32Array(bytes.buffer);
        // A step of training may have counted a batch.
        if (type === 'int64') expect(values).toHaveLength(1);
        else expect(Array.from(values, Number)).toEqual(counting(sizeOf(shape)));
      }
    },
  );

  it('is found in a program of torch.export, as torch 2.1 to 2.7 lay it out', async () => {
    const path = join(folder.path, 'program.pt2');
    const state = await readFile(join(files, 'state.pt'));
    const members = {
      'serialized_exported_program.json': Buffer.from('{}'),
      'serialized_state_dict.pt': state,
    };
    await writeFile(path, zipBytes(members, 'stored'));
    const program = await withWeights(path, ({ kind, tensors }) => ({
      kind,
      names: tensors.map(({ name }) => name),
    }));
    expect(program).toEqual({ kind: 'exportedProgram', names: netTensors.map(([name]) => name) });
  });

  it('hands out views in row-major order, whatever their strides', async () => {
    const views = new Map((await read(join(files, 'views.pt')))?.map((each) => [each.name, each]));
    const floats = (name: string) => Array.from(new Float32Array(views.get(name)!.bytes.buffer));
    const rows = counting(4);
    expect(floats('transposed')).toEqual(
      counting(6).flatMap((column) => rows.map((row) => 6 * row + column)),
    );
    expect(floats('column')).toEqual(rows.map((row) => 6 * row + 2));
    expect(floats('expanded')).toEqual([0, 1, 2, 0, 1, 2]);
    expect(floats('empty')).toEqual([]);
    expect(floats('scalar')).toEqual([7.5]);
  });

  it('has statistics of its values, of every type, those that are no numbers told apart', async () => {
    const told = await withWeights(join(files, 'views.pt'), async ({ tensors }) =>
      Promise.all(tensors.map(async (tensor) => [tensor.name, await weightStatistics(tensor)] as const)),
    );
    const statistics = new Map(told);
    // 0 to 4: mean 2, variance 2.
    const five = { count: 5, notFinite: 0, mean: 2, minimum: 0, maximum: 4, zeroFraction: 0.2 };
    for (const name of ['half', 'brain']) {
      expect(statistics.get(name)).toMatchObject(five);
      expect(statistics.get(name)?.deviation).toBeCloseTo(Math.sqrt(2), 12);
    }
    expect(statistics.get('whole')).toMatchObject({ mean: 0, minimum: -2, maximum: 2, zeroFraction: 0.2 });
    expect(statistics.get('truth')).toMatchObject({ count: 4, mean: 0.75, zeroFraction: 0.25 });
    expect(statistics.get('odd')).toEqual({
      ...{ count: 4, notFinite: 2, mean: 1, deviation: 1, minimum: 0, maximum: 2, zeroFraction: 0.25 },
    });
    expect(statistics.get('empty')).toBeNull();
    // 0 to 23, in another order: variance (24^2 - 1) / 12.
    expect(statistics.get('transposed')?.deviation).toBeCloseTo(Math.sqrt(575 / 12), 12);
  });

  it('is inspected as layers without units, and explained', async () => {
    const summary = await inspectWeights(join(files, 'state.pt'));
    expect(summary).toMatchObject({ format: 'pytorch', inputs: [], outputs: [], layers: [] });
    expect(summary?.weights?.layers.map(({ id, parameters }) => [id, parameters])).toEqual([
      ['fc1', 16],
      ['norm', 17],
      ['fc2', 10],
    ]);
    expect(summary?.weights?.explanation).toMatch(
      /^state\.pt holds weights without a graph: .*[Ee]xport.*\.$/,
    );
  });

  it('tells of the values of one layer when it is asked', async () => {
    const path = join(files, 'state.pt');
    const { weight, bias } = await layerStatistics({ path, layer: 'fc2' });
    expect([weight?.maximum, bias?.maximum]).toEqual([7, 1]);
    await expect(layerStatistics({ path, layer: 'fc9' })).rejects.toThrow(InputError);
  });

  describe.skipIf(!existsSync(join(files, '../../../../shared/models')))('of other people', () => {
    it('is read: ResNet-20, saved in 2018', async () => {
      const path = join(files, '../../../../shared/models/resnet20/resnet20-12fca82f.th');
      const summary = await inspectWeights(path);
      expect(summary?.weights?.path).toEqual(['state_dict']);
      const parameters = summary?.weights?.layers.reduce((sum, layer) => sum + layer.parameters, 0);
      // 269,722 parameters, and mean and variance of 688 normalised channels.
      expect(parameters).toBe(269_722 + 2 * 688);
    });
  });
});

describe('a file that would run something', () => {
  it.each(['trap.pt', 'trap-legacy.pt'])('is refused by the name of what it asks for: %s', async (name) => {
    expect(await refusal(join(files, name))).toMatch(
      /^trap.*\.pt: the pickle asks to import posix\.system, /,
    );
    expect(existsSync('trapped.txt')).toBe(false);
  });
});

describe('a file that is no sound one of weights', () => {
  it.each([0.2, 0.5, 0.9, 0.999])('is told to be cut short, at %d of its length', async (share) => {
    const cut = (bytes: Buffer<ArrayBuffer>) => bytes.subarray(0, Math.floor(bytes.length * share));
    for (const name of ['state.pt', 'state-legacy.pt', 'script.pt']) {
      expect(await refusal(await spoiled(name, cut))).toMatch(/^state|^script/);
      expect(await refusal(await spoiled(name, cut))).toMatch(/cut short/);
    }
  });

  it('is told to be encrypted', async () => {
    const path = await spoiled('state.pt', (bytes) => {
      // In the central headers: bit 0 of the flags (at 8), and 12 bytes more that encryption takes (at 20).
      const mark = 'PK\x01\x02';
      for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) {
        bytes[at + 8] |= 1;
        bytes.writeUInt32LE(bytes.readUInt32LE(at + 20) + 12, at + 20);
      }
      return bytes;
    });
    expect(await refusal(path)).toBe(
      "state.pt is encrypted, which can't be read; save the model again without a password.",
    );
  });

  it('is told to lack values', async () => {
    const path = join(folder.path, 'state.pt');
    const pickle = await archived('state.pt', 'data.pkl');
    await writeFile(path, zipBytes({ 'state/data.pkl': pickle }, 'stored'));
    expect(await refusal(path)).toMatch(
      /^state\.pt is cut short or damaged: the values data\/\d+ are missing/,
    );
  });

  it('is none of these: other zip files, other pickles, ONNX, nothing', async () => {
    const path = join(folder.path, 'other.pt');
    const digits = await readFile(join(files, '../../../examples/digits/digits.onnx'));
    for (const content of [zipBytes({ 'a.txt': Buffer.from('a') }, 'stored'), digits, Buffer.from('')]) {
      await writeFile(path, content);
      expect(await withWeights(path, () => 'read')).toBeNull();
    }
    expect(await withWeights(join(files, 'plain.pt'), () => 'read')).toBeNull();
    expect(await withWeights(join(folder.path, 'missing.pt'), () => 'read')).toBeNull();
  });
});

/** A member of a stored archive. */
async function archived(name: string, member: string): Promise<Buffer> {
  const { openArchive } = await import('../../src/jobs/zipArchive.js');
  const bytes = await readFile(join(files, name));
  const archive = await openArchive(
    {
      size: bytes.length,
      read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    },
    name,
  );
  const [, found] = [...archive].find(([path]) => path.endsWith(`/${member}`))!;
  return Buffer.from(await found.read(0, found.size));
}
