import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Network } from '../twin/network.js';
import { NetworkBuilder } from '../twin/networkBuilder.js';
import { writeOnnx } from '../twin/onnxWriter.js';
import { cannotForbid, SoundFolder } from './soundFolder.js';

describe('a model that cannot be read is refused in one line that names it:', () => {
  it.each<[where: string, length: (whole: number) => number]>([
    ['after its first byte', () => 1],
    ['in its first weight', (whole) => whole / 3],
    ['in the middle', (whole) => whole / 2],
    ['in its outputs', (whole) => whole - 10],
    // Field 8 of the model: its tag, the length 2, the tag of `version`, and 17.
    ['before the version of its operators', (whole) => whole - 4],
    ['one byte before its end', (whole) => whole - 1],
  ])('cut off %s', async (_, length) => {
    const folder = new SoundFolder();
    folder.write('model.onnx', folder.model.subarray(0, length(folder.model.length)));
    expect(await folder.refusalOfAnalysis()).toMatch(/^model\.onnx is damaged: it ends or breaks off/);
  });

  it('cut off in the middle and only inspected', async () => {
    const folder = new SoundFolder();
    folder.write('model.onnx', folder.model.subarray(0, folder.model.length / 2));
    expect(await folder.refusalOf('inspect', 'model.onnx')).toMatch(/^model\.onnx is damaged/);
  });

  it('text', async () => {
    const folder = new SoundFolder();
    folder.write('model.onnx', 'This is no model, it only bears the name of one.\n');
    expect(await folder.refusalOfAnalysis()).toMatch(/^model\.onnx is not an ONNX model/);
  });

  it('empty', async () => {
    const folder = new SoundFolder();
    folder.write('model.onnx', '');
    expect(await folder.refusalOfAnalysis()).toMatch(/^model\.onnx is empty/);
  });

  it('missing', async () => {
    const line = await new SoundFolder().refusalOf('analyse', 'gone.onnx', '--data', 'data.dataset.json');
    expect(line).toMatch(/^There is no file gone\.onnx/);
  });

  it('in a missing folder', async () => {
    const line = await new SoundFolder().refusalOf('inspect', 'nowhere/gone.onnx');
    expect(line).toMatch(/^There is no file gone\.onnx/);
  });

  it('a folder', async () => {
    const folder = new SoundFolder();
    mkdirSync(join(folder.path, 'models'));
    expect(await folder.refusalOf('inspect', 'models')).toMatch(/^models is a folder/);
  });

  it.skipIf(cannotForbid)('not to be read (skipped for root, who may read everything)', async () => {
    const folder = new SoundFolder();
    chmodSync(join(folder.path, 'model.onnx'), 0);
    expect(await folder.refusalOfAnalysis()).toMatch(/^model\.onnx may not be read/);
  });
});

describe('a model that cannot be measured is refused in one line:', () => {
  const refusalOf = async (network: Network): Promise<string> => {
    const folder = new SoundFolder();
    folder.write('model.onnx', writeOnnx(network).model);
    return folder.refusalOfAnalysis();
  };

  /** The usual network with one weight replaced. */
  const withWeight = (value: number): Network => {
    const { network } = new SoundFolder().experiment;
    const constants = network.constants.map((constant) =>
      constant.name === 'fc2.weight' ? { ...constant, values: constant.values.with(3, value) } : constant,
    );
    return { ...network, constants };
  };

  it('a weight is NaN', async () => {
    expect(await refusalOf(withWeight(NaN))).toMatch(/^The weight "fc2\.weight" in model\.onnx holds NaN/);
  });

  it('a weight is infinite, and so the answers are undefined', async () => {
    expect(await refusalOf(withWeight(Infinity))).toMatch(
      /answer to sample 0 of data is NaN.*model's weights/,
    );
  });

  it('it has no hidden layer', async () => {
    const builder = new NetworkBuilder({ seed: 1, opset: 17, inputShape: ['batch', 6] });
    const last = builder.gemm('only', builder.input, 6, 3);
    const { network } = builder.finish({ logits: last.output, last, classCount: 3, samples: 4 });
    expect(await refusalOf(network)).toMatch(/model\.onnx has no hidden layer/);
  });

  it('it has two inputs', async () => {
    const { network } = new SoundFolder().experiment;
    const [logits] = network.outputs;
    const line = await refusalOf({
      ...network,
      nodes: [...network.nodes, { operator: 'Add', inputs: [logits.name, 'second'], outputs: ['sum'] }],
      inputs: [...network.inputs, { name: 'second', shape: ['batch', 3] }],
      outputs: [{ ...logits, name: 'sum' }],
    });
    expect(line).toMatch(/model\.onnx takes 2 inputs \(input, second\)/);
  });

  it('it gives one value a sample', async () => {
    expect(await refusalOf(twoLayers(6, 1))).toMatch(
      /gives a single value a sample, but y\.npy holds .* may be classes/,
    );
  });

  it('it takes samples of another shape than the data', async () => {
    expect(await refusalOf(twoLayers(7, 3))).toMatch(
      /^x\.npy: a sample has the shape 6, but the model takes 7/,
    );
  });
});

function twoLayers(inputs: number, classCount: number): Network {
  const builder = new NetworkBuilder({ seed: 2, opset: 17, inputShape: ['batch', inputs] });
  const hidden = builder.gemm('hidden', builder.input, inputs, 5);
  const last = builder.gemm('last', builder.node('Relu', [hidden.output]), 5, classCount);
  return builder.finish({ logits: last.output, last, classCount, samples: 4 }).network;
}
