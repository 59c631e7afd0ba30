import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/inputError.js';
import { readOnnx, refuseNaN, type ExternalReader } from '../../../src/model/formats/onnx.js';
import { hiddenLayers } from '../../../src/model/layers.js';
import { Random } from '../../twin/random.js';
import { graphOf, modelBytes } from '../graphText.js';

const noExternal: ExternalReader = () => Promise.reject(new Error('no external data'));
const read = (bytes: Uint8Array) => readOnnx(bytes, 'model.onnx', noExternal);

const small = modelBytes([
  'h = Gemm(x, fc1.weight[7,5], fc1.bias[5])',
  'a = Relu(h)',
  'y = Gemm(a, head[5,3])',
]);

describe('a file that is no whole model', () => {
  it('is refused where it is empty', async () => {
    await expect(read(new Uint8Array())).rejects.toThrow(
      new InputError('model.onnx is empty; export the model again.'),
    );
  });

  it.each([
    ['text', Buffer.from('import torch\nprint("hello")\n')],
    ['JSON', Buffer.from('{"format": "layers-model"}')],
    ['a zip archive', Buffer.from('PK\u0003\u0004\u0014\0\0\0\b\0')],
    ['HDF5', Buffer.from('\u0089HDF\r\n\u001a\n', 'latin1')],
    ['a git-lfs pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n')],
    ['zeros', new Uint8Array(100)],
  ])('is refused where it is %s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toThrow(InputError);
    await expect(read(bytes)).rejects.toThrow(/^model\.onnx (is|holds no network)/);
  });

  it('is refused wherever it is cut off', async () => {
    for (let length = 0; length < small.length; length++) {
      await expect(read(small.subarray(0, length)), `${length} bytes`).rejects.toThrow(InputError);
    }
    await expect(read(small)).resolves.toBeDefined();
  });

  it('is called damaged where it begins as a model', async () => {
    await expect(read(small.subarray(0, small.length >> 1))).rejects.toThrow(/^model\.onnx is damaged/);
  });

  it('gives a graph or an InputError whatever byte of it is changed', async () => {
    const random = new Random(5);
    for (let trial = 0; trial < 3000; trial++) {
      const bytes = Uint8Array.from(small);
      bytes[random.below(bytes.length)] = random.below(256);
      try {
        const graph = await read(bytes);
        refuseNaN(graph, 'model.onnx');
        hiddenLayers(graph, graph.outputs[0]?.name ?? '');
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }
  });
});

describe('operators out of order', () => {
  it.each([
    ['where one reads what a later one makes', ['a = Relu(h)', 'h = Gemm(x, w[7,5])', 'y = Gemm(a, v[5,3])']],
    [
      'where they run in a circle',
      ['h = Gemm(x, w[7,5])', 'n = Add(h, m)', 'm = Relu(n)', 'y = Gemm(m, v[5,3])'],
    ],
  ])('are refused %s', async (_, lines) => {
    await expect(graphOf(lines)).rejects.toThrow(InputError);
    await expect(graphOf(lines)).rejects.toThrow(/^model\.onnx lists its operators out of order/);
  });

  it.each([
    ['two operators', ['h = Gemm(x, w[7,5])', 'b = Identity(h)', 'h = Identity(b)', 'y = Gemm(b, v[5,3])']],
    ['two constants', ['t = Transpose(w[5,7])', 't = Identity(t)', 'h = Gemm(x, t)', 'y = Relu(h)']],
    ['the input and an operator', ['x = Identity(x)', 'y = Gemm(x, w[7,3])']],
  ])('are refused where %s make one tensor', async (_, lines) => {
    await expect(graphOf(lines)).rejects.toThrow(InputError);
    await expect(graphOf(lines)).rejects.toThrow(/^model\.onnx is damaged: two of its operators make/);
  });
});

describe('the version of the operators', () => {
  it('below 7 is brought to 7', async () => {
    expect((await graphOf(['y = Relu(x)'], { opset: 6 })).opset).toBe(7);
  });

  it('is taken from 7 on', async () => {
    expect((await graphOf(['y = Relu(x)'], { opset: 7 })).opset).toBe(7);
  });
});
