import { basename, dirname, join } from 'node:path';

const descriptorEnding = /\.dataset\.json$/i;
const dataEnding =
  /([.-]idx[1-4]-ubyte|\.(npz|npy|bin|csv|tsv|jsonl|ndjson|json|parquet|h5|hdf5|mat|zip|tar|tgz|pt|pth))$/i;
const compressionEnding = /\.(gz|xz|zst|bz2)$/i;

/**
 * Where a result goes if nobody says: beside the model, named after model and data. `digits.onnx` on
 * `test.dataset.json`, or on `digits.test.dataset.json`, gives `digits.test.importance.json`.
 */
export function defaultResultPath(modelPath: string, dataPath: string): string {
  const model = basename(modelPath).replace(/\.[^.]+$/, '');
  const data = dataName(basename(dataPath));
  const name = data.startsWith(`${model}.`) ? data : `${model}.${data}`;
  return join(dirname(modelPath), `${name}.importance.json`);
}

function dataName(fileName: string): string {
  if (descriptorEnding.test(fileName)) return fileName.replace(descriptorEnding, '');
  // `digits.npz#x` is one array of several.
  const [file, key] = fileName.split(/(?<=\.npz)#/i);
  const name = file.replace(compressionEnding, '').replace(dataEnding, '');
  return key === undefined ? name : `${name}-${key}`;
}

/** Where a result's report goes unless told: beside it, as `digits.test.report.html`. */
export function defaultReportPath(resultPath: string): string {
  return `${resultPath.replace(/(\.importance)?\.json$/, '')}.report.html`;
}
