import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/analysis/network.js';
import { onnxRuntime } from '../../../src/engine/onnxRuntime.js';
import { readOnnx, writeOnnx } from '../../../src/model/formats/onnx.js';
import { TensorProto_DataType as DataType } from '../../../src/model/onnx_pb.js';
import { tensorOf } from '../../../src/model/tensor.js';
import { graphOf } from '../graphText.js';

const lines = ['h = Gemm(x, w[3,4], b[4])', 'a = Relu(h)', 'y = Gemm(a, head[4,3])'];
// Each has at most eight bits of mantissa, which both kinds of half floats hold.
const values = {
  w: [0.5, -1.25, 2, 0.75, 1, 0.375, -0.5, 3, -2, 0.25, 1.5, -0.625],
  b: [0.5, -0.25, 0, 1],
  head: [1, -0.5, 0.25, 2, 0.75, -1, 0.5, 0.125, 3, -2, 1, 1],
};
const input = ['batch', 3] as const;

/** The 16 bits of a value that a kind of half float holds exactly. */
function bits(value: number, kind: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  if (kind === DataType.BFLOAT16) return view.getUint16(0);
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const fraction = Math.round((Math.abs(value) / 2 ** exponent - 1) * 1024);
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | fraction;
}

/** The model with weights, input and output of a kind of half float, its weights stored as bytes or in a list. */
async function narrowed(kind: number, asBytes: boolean): Promise<Uint8Array> {
  const { model } = await graphOf(lines, { input, values });
  const graph = model.graph!;
  for (const tensor of graph.initializer) {
    const halves = Uint16Array.from(tensorOf(tensor).values, (value) => bits(value, kind));
    tensor.dataType = kind;
    tensor.rawData = asBytes ? new Uint8Array(halves.buffer) : new Uint8Array();
    tensor.int32Data = asBytes ? [] : [...halves];
  }
  for (const { type } of [...graph.input, ...graph.output]) {
    if (type?.value.case === 'tensorType') type.value.value.elemType = kind;
  }
  return writeOnnx(model);
}

const noExternal = () => Promise.reject(new Error('no external data'));

describe('a model of half-precision floats', () => {
  it.each([
    ['float16', DataType.FLOAT16, true],
    ['float16 in lists', DataType.FLOAT16, false],
    ['bfloat16', DataType.BFLOAT16, true],
    ['bfloat16 in lists', DataType.BFLOAT16, false],
  ])('answers as the same weights in float32 do: %s', async (_, kind, asBytes) => {
    const wide = await Network.open(onnxRuntime, await graphOf(lines, { input, values }), 'm', [3]);
    const graph = await readOnnx(await narrowed(kind, asBytes), 'm', noExternal);
    const narrow = await Network.open(onnxRuntime, graph, 'm', [3]);
    const samples = Float32Array.of(1, 2, 3, -0.3, 0.1, 0.7);
    const clamp = { unit: 1, value: 0.5 };
    try {
      const expected = await wide.run(samples, [clamp], [0]);
      expect(await narrow.run(samples, [clamp], [0])).toEqual(expected);
      expect(narrow.tensorShape('a')).toEqual([narrow.trialSamples, 4]);
    } finally {
      await narrow.release();
      await wide.release();
    }
  });

  it('is cast to no half floats on its way either', async () => {
    const graph = await graphOf(['c = Cast(x; to=16)', 'd = Cast(c; to=10)', 'y = Gemm(d, w[7,3])']);
    expect(graph.nodes.map(({ attribute }) => Number(attribute[0]?.i ?? 0)).slice(0, 2)).toEqual([1, 1]);
  });
});
