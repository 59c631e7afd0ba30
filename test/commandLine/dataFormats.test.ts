import { describe, expect, it } from 'vitest';
import { NetworkBuilder } from '../twin/networkBuilder.js';
import { writeNpy } from '../twin/npy.js';
import { writeOnnx } from '../twin/onnxWriter.js';
import { modelTaking, opened, valuesOf } from '../dataset/opened.js';
import { digitNames, writtenBytes, writtenPath } from '../dataset/writtenFile.js';
import { repository, runProgram } from './program.js';
import { SoundFolder } from './soundFolder.js';

/** What is measured of a model on data, apart from what it is measured on. */
async function measured(folder: SoundFolder, model: string, descriptor: object): Promise<object> {
  folder.write('data.dataset.json', JSON.stringify(descriptor));
  const args = ['analyse', model, '--data', 'data.dataset.json', '--data-root', repository, '--json'];
  const { status, stdout, said } = await runProgram([...args, '--workers', '1'], { cwd: folder.path });
  expect({ status, said }).toEqual({ status: 0, said: [] });
  const { baseline, layers } = JSON.parse(stdout) as { baseline: object; layers: object };
  return { baseline, layers };
}

describe('the same data', () => {
  it('as NumPy archive, HDF5, Parquet and Arrow gives the same counts', async () => {
    const folder = new SoundFolder();
    const model = `${repository}/examples/digits/digits.onnx`;
    const scale = 1 / 16;
    const archive = `${repository}/examples/digits/digits.npz`;
    const keys = {
      inputs: `${archive}#x`,
      labels: `${archive}#y`,
      classes: digitNames,
      first: 1297,
      count: 100,
      scale,
    };
    const expected = await measured(folder, model, keys);
    const others = [
      { inputs: writtenPath('digits.h5'), scale },
      { inputs: writtenPath('digits.parquet'), scale },
      { inputs: writtenPath('shards/test-*-of-00002.parquet'), scale },
      { inputs: writtenPath('data-00000-of-00001.arrow'), scale },
    ];
    for (const descriptor of others) expect(await measured(folder, model, descriptor)).toEqual(expected);
  });

  it("as .npy files and as CIFAR's pickled batches gives the same counts", async () => {
    const folder = new SoundFolder();
    const builder = new NetworkBuilder({ seed: 45, opset: 17, inputShape: ['batch', 3, 32, 32] });
    const conv = builder.conv('conv', builder.input, 3, 6, [5, 5], {
      attributes: { strides: { ints: [4, 4] } },
    });
    const pooled = builder.node('Flatten', [
      builder.node('GlobalAveragePool', [builder.node('Relu', [conv.output])]),
    ]);
    const last = builder.gemm('head', pooled, 6, 10);
    const { network } = builder.finish({ logits: last.output, last, classCount: 10, samples: 4 });
    folder.write('cifar.onnx', writeOnnx(network).model);
    for (const i of [1, 2]) folder.write(`data_batch_${i}`, writtenBytes(`cifar10/data_batch_${i}`));
    const batches = await opened(
      writtenPath('cifar10/data_batch_*'),
      modelTaking([3, 32, 32], { layout: 'NCHW' }),
    );
    folder.write('x.npy', writeNpy([6, 3, 32, 32], Float64Array.from(await valuesOf(batches)), '<f4'));
    folder.write('y.npy', writeNpy([6], [...batches.labels], '<i8'));
    const scale = 1 / 255;
    const expected = await measured(folder, 'cifar.onnx', {
      inputs: 'x.npy',
      labels: 'y.npy',
      layout: 'NCHW',
      scale,
    });
    expect(await measured(folder, 'cifar.onnx', { inputs: 'data_batch_*', scale })).toEqual(expected);
  });
});
