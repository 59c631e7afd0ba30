import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BenchmarkUnavailable, type Bench } from './benchmark.js';
import type { DataSet } from './dataSets.js';
import { runPython } from './python.js';

/** A network that both sides can run. */
export interface Network {
  /** As networks.py calls it. */
  readonly name: string;
  readonly model: string;
  /** What PyTorch loads. */
  readonly weights: string;
}

/** Trains a network on this data, or takes it as it was trained before, by the same programs. */
export async function provideNetwork(bench: Bench, name: string, data: DataSet): Promise<Network> {
  const folder = join(bench.cache, await programsDigest());
  const network = { name, model: join(folder, `${name}.onnx`), weights: join(folder, `${name}.pt`) };
  if (!existsSync(network.model)) {
    await mkdir(folder, { recursive: true });
    await runPython(bench.python, 'train.py', [name, data.descriptor, folder]);
  }
  return network;
}

/** ResNet-20 as others trained it: its ONNX file, and beside it the checkpoint that this was exported from. */
export async function findResnet(bench: Bench): Promise<Network> {
  const model = bench.resnet ?? join(import.meta.dirname, '../../../shared/models/resnet20/resnet20.onnx');
  if (!existsSync(model)) {
    throw new BenchmarkUnavailable('ResNet-20 is not here: name its ONNX file with --resnet.');
  }
  const checkpoint = (await readdir(dirname(model))).find((file) => file.endsWith('.th'));
  if (checkpoint === undefined) {
    throw new BenchmarkUnavailable(
      `PyTorch's checkpoint of ResNet-20 is not beside ${model}: put the .th file there.`,
    );
  }
  return { name: 'resnet20', model, weights: join(dirname(model), checkpoint) };
}

/** Names the folder, so that a network of an older program is not taken for a newer one's. */
async function programsDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const program of ['train.py', 'networks.py', 'data.py']) {
    hash.update(await readFile(join(import.meta.dirname, program)));
  }
  return hash.digest('hex').slice(0, 12);
}
