import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Experiment } from './bruteForce.js';
import { writeNpy } from './npy.js';
import { writeOnnx } from './onnxWriter.js';

/** Writes a network and its labelled samples as a person would have them: a model, two arrays and a descriptor. */
export async function writeExperiment(
  folder: string,
  { network, samples, labels }: Experiment,
): Promise<{ modelPath: string; dataPath: string }> {
  const { model, external } = writeOnnx(network);
  const modelPath = join(folder, 'model.onnx');
  const dataPath = join(folder, 'data.dataset.json');
  await writeFile(modelPath, model);
  for (const [name, bytes] of external) await writeFile(join(folder, name), bytes);
  await writeFile(join(folder, 'x.npy'), writeNpy(samples.dims, samples.data, '<f4'));
  await writeFile(join(folder, 'y.npy'), writeNpy([labels.length], labels, '<i8'));
  const layout = samples.dims.length === 4 ? 'NCHW' : 'ND';
  await writeFile(dataPath, JSON.stringify({ name: 'drawn', inputs: 'x.npy', labels: 'y.npy', layout }));
  return { modelPath, dataPath };
}
