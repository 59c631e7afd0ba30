import { describe, expect, it } from 'vitest';
import { helperOf, backends } from '../../src/engine/tensorflow/tensorflowBackend.js';
import { analyseFiles } from '../analysis/analyseFiles.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { drawn, flag, graphModel, node, whole } from '../model/formats/tensorflowGraph/graphModel.js';
import { writeNpy } from '../twin/npy.js';
import { Random } from '../twin/random.js';

const folder = temporaryFolder();
const samples = 12;

/** Analyses a graph model whose answers come from its hidden layer by these nodes. */
async function engineOf(name: string, nodes: Parameters<typeof graphModel>[2]) {
  const hidden = [node('fc/MatMul', 'MatMul', ['x', 'w']), node('fc/Relu', 'Relu', ['fc/MatMul'])];
  const constants = [drawn('w', 6, 5), drawn('v', 5, 4), whole('axis', 1)];
  const { model, weights } = graphModel([6], constants, [...hidden, ...nodes]);
  const path = (file: string) => `${name}/${file}`;
  const random = new Random(4);
  const values = random.normals(samples * 6, 1);
  const labels = values.slice(0, samples).map((value) => (value > 0 ? 1 : 0));
  folder.write(path('weights.bin'), weights);
  folder.write(path('x.npy'), writeNpy([samples, 6], values, '<f4'));
  folder.write(path('y.npy'), writeNpy([samples], labels, '<i8'));
  const dataPath = folder.write(path('d.dataset.json'), JSON.stringify({ inputs: 'x.npy', labels: 'y.npy' }));
  const modelPath = folder.write(path('model.json'), JSON.stringify(model));
  return (await analyseFiles({ modelPath, dataPath })).engine;
}

describe('a result', () => {
  it('names TensorFlow.js beside the engine, and what computes for it, where that ran operators', async () => {
    const engine = await engineOf('mixed', [
      node('sum', 'Cumsum', ['fc/Relu', 'axis'], { exclusive: flag(true), reverse: flag(false) }),
      node('y', 'MatMul', ['sum', 'v']),
    ]);
    const [first] = await backends();
    expect(engine).toMatchObject({ name: 'onnxruntime-node', provider: 'cpu', also: [helperOf(first)] });
  });

  it('names the engine alone where that ran all', async () => {
    const engine = await engineOf('plain', [node('y', 'MatMul', ['fc/Relu', 'v'])]);
    expect(engine).not.toHaveProperty('also');
  });
});
