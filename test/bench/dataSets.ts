import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BenchmarkUnavailable, type Bench } from './benchmark.js';

/** Labelled images. */
export interface DataSet {
  readonly descriptor: string;
  readonly files: readonly string[];
}

const shared = join(import.meta.dirname, '../../../shared/data');

/** MNIST's training images, and the sha256 of what is in the files. */
const mnist = {
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
};
const mnistMirror = 'https://ossci-datasets.s3.amazonaws.com/mnist';

/** The 60,000 training images, 28 x 28, values from 0 to 1; downloaded once where no folder has them. */
export async function mnistTraining(bench: Bench): Promise<DataSet> {
  const files: string[] = [];
  for (const [name, sha256] of Object.entries(mnist)) {
    const found = find(bench, [`${name}.gz`, name]);
    files.push(found ?? (await download(`${mnistMirror}/${name}.gz`, sha256, join(bench.cache, 'mnist'))));
  }
  const [inputs, labels] = files;
  return describe(bench, 'mnist-train', { inputs, labels, scale: 1 / 255 });
}

/** CIFAR-10's test images, 3 x 32 x 32: the first 800 or more, from 0 to 1 unless `scaling` says otherwise. */
export async function cifarTest(
  bench: Bench,
  name: string,
  scaling: { readonly mean?: readonly number[]; readonly std?: readonly number[] } = {},
): Promise<DataSet> {
  const inputs = find(bench, ['test_batch.bin', 'cifar10_test_846.bin']);
  if (inputs === undefined) {
    throw new BenchmarkUnavailable(
      "CIFAR-10's test_batch.bin is missing: unpack its binary version, and name the folder with --data.",
    );
  }
  return describe(bench, name, { inputs, scale: 1 / 255, ...scaling });
}

function find(bench: Bench, names: readonly string[]): string | undefined {
  const folders = [bench.data, shared, join(bench.cache, 'mnist')].filter((folder) => folder !== undefined);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/** Writes the descriptor of files that lie elsewhere, in one folder. */
async function describe(
  bench: Bench,
  name: string,
  told: { readonly inputs: string; readonly labels?: string; readonly scale: number },
): Promise<DataSet> {
  const folder = realpathSync(bench.cache);
  const lead = (file: string): string => relative(folder, realpathSync(file));
  const { inputs, labels } = told;
  const paths = { inputs: lead(inputs), ...(labels === undefined ? {} : { labels: lead(labels) }) };
  const descriptor = join(folder, `${name}.dataset.json`);
  await writeFile(descriptor, JSON.stringify({ noun: 'image', ...told, ...paths }, null, 2));
  return {
    descriptor,
    files: [inputs, labels].filter((file) => file !== undefined).map((f) => realpathSync(f)),
  };
}

/**
 * Fetches a gzipped file, once.
 * @param sha256 of what is in it
 * @returns its path in `folder`
 * @throws BenchmarkUnavailable
 */
export async function download(url: string, sha256: string, folder: string): Promise<string> {
  const name = url.slice(url.lastIndexOf('/') + 1);
  const unavailable = (reason: string): BenchmarkUnavailable =>
    new BenchmarkUnavailable(`${url} ${reason}: put ${name} into a folder, and name that with --data.`);
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw unavailable("can't be fetched");
  const bytes = Buffer.from(await response.arrayBuffer());
  const digest = createHash('sha256');
  try {
    digest.update(gunzipSync(bytes));
  } catch {
    throw unavailable('is not what it should be');
  }
  if (digest.digest('hex') !== sha256) throw unavailable('is not what it should be');
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.partial`, bytes);
  await rename(`${file}.partial`, file);
  return file;
}
