import { describe, expect, it } from 'vitest';
import {
  floatInput,
  hiddenOutput,
  instrument,
  maskInput,
  scoresOutput,
  shiftInput,
  withFloatInput,
  withOutputs,
} from '../../src/analysis/instrument.js';
import type { EngineTensor } from '../../src/engine/engine.js';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { writeOnnx } from '../../src/model/formats/onnx.js';
import { Graph } from '../../src/model/graph.js';
import { TensorProto_DataType as DataType } from '../../src/model/onnx_pb.js';
import { graphOf } from '../model/graphText.js';
import { Random } from '../twin/random.js';

const lines = ['h = Gemm(x, w[3,2], b[2])', 'a = Relu(h)', 'y = Gemm(a, head[2,2])'];
const facts = {
  input: ['batch', 3],
  outputShape: ['batch', 2],
  values: { w: [1, 0, 0, 1, 2, -3], b: [0.5, 10], head: [1, 2, 10, 20] },
};
const unit = { tensor: 'a', elementType: DataType.FLOAT, rank: 2, dimsAfter: 0, unitCount: 2 };

const float = (dims: number[], ...values: number[]): EngineTensor => ({
  type: 'float32',
  dims,
  data: Float32Array.from(values),
});

async function run(model: Graph['model'], feeds: Record<string, EngineTensor>, outputs: string[]) {
  const session = await onnxRuntime.load(writeOnnx(model), 'full');
  try {
    const results = await session.run(feeds, outputs);
    return outputs.map((name) => Array.from(results[name].data as Float32Array));
  } finally {
    await session.release();
  }
}

describe('a model with switches', () => {
  const switches = (mask: number[], shift: number[]) => ({
    [maskInput(0)]: float([2], ...mask),
    [shiftInput(0)]: float([1, 2], ...shift),
  });

  it('answers as before with every unit let through', async () => {
    const model = instrument((await graphOf(lines, facts)).model, [unit], 'y');
    const feeds = { x: float([1, 3], 1, 2, 3), ...switches([1, 1], [0, 0]) };
    // a = [7.5, 3], y = [7.5 + 30, 15 + 60].
    expect(await run(model, feeds, [hiddenOutput(0), scoresOutput])).toEqual([
      [7.5, 3],
      [37.5, 75],
    ]);
  });

  it('holds a unit at a constant, on every sample, and shows what it was before', async () => {
    const model = instrument((await graphOf(lines, facts)).model, [unit], 'y');
    const feeds = { x: float([2, 3], 1, 2, 3, 0, 0, 0), ...switches([0, 1], [-4, 0]) };
    // a = [7.5, 3] and [0.5, 10]; the first unit counts as -4 behind.
    expect(await run(model, feeds, [hiddenOutput(0), 'y'])).toEqual([
      [7.5, 3, 0.5, 10],
      [26, 52, 96, 192],
    ]);
  });

  it('holds a unit at a constant that overflowed before', async () => {
    const model = instrument((await graphOf(lines, facts)).model, [unit], 'y');
    const feeds = { x: float([1, 3], Infinity, 2, 3), ...switches([0, 0], [-4, 3]) };
    expect(await run(model, feeds, [hiddenOutput(0), 'y'])).toEqual([
      [Infinity, NaN],
      [26, 52],
    ]);
  });

  it('answers to the bit as before, whatever the network', async () => {
    const random = new Random(8);
    const conv = [
      'h = Conv(x, w[4,2,3,3], b[4])',
      'n = BatchNormalization(h, g[4], c[4], m[4], v[4])',
      'a = Relu(n)',
      'p = GlobalAveragePool(a)',
      'f = Flatten(p)',
      'y = Gemm(f, head[4,3])',
    ];
    const { model } = await graphOf(conv, { input: ['batch', 2, 6, 6] });
    const x = float([3, 2, 6, 6], ...random.normals(216, 1));
    const on = {
      [maskInput(0)]: float([4, 1, 1], 1, 1, 1, 1),
      [shiftInput(0)]: float([1, 4, 1, 1], 0, 0, 0, 0),
    };
    const switched = instrument(model, [{ ...unit, rank: 4, dimsAfter: 2, unitCount: 4 }], 'y');
    const [plain] = await run(model, { x }, ['y']);
    expect(await run(switched, { x, ...on }, ['y'])).toEqual([plain]);
  });

  it('does not touch the model that was read', async () => {
    const graph = await graphOf(lines, facts);
    const before = writeOnnx(graph.model);
    instrument(graph.model, [unit], 'y');
    withFloatInput(graph.model, 'x', DataType.DOUBLE);
    withOutputs(graph.model, ['h']);
    expect(writeOnnx(graph.model)).toEqual(before);
  });

  it('has switches where the units are an output of the network too', async () => {
    const { model } = await graphOf(lines, { ...facts, outputs: ['y', 'a'] });
    const feeds = { x: float([1, 3], 1, 2, 3), ...switches([0, 1], [0, 0]) };
    expect(await run(instrument(model, [unit], 'y'), feeds, ['a', 'y'])).toEqual([
      [0, 3],
      [30, 60],
    ]);
  });

  it('switches units of doubles', async () => {
    const cast = [
      'h = Gemm(x, w[3,2], b[2])',
      'd = Cast(h; to=11)',
      'a = Relu(d)',
      'f = Cast(a; to=1)',
      'y = Gemm(f, head[2,2])',
    ];
    const { model } = await graphOf(cast, facts);
    const feeds = { x: float([1, 3], 1, 2, 3), ...switches([0, 1], [0.5, 0]) };
    const found = await run(instrument(model, [{ ...unit, elementType: DataType.DOUBLE }], 'y'), feeds, [
      hiddenOutput(0),
      scoresOutput,
    ]);
    expect(found).toEqual([
      [7.5, 3],
      [30.5, 61],
    ]);
  });
});

describe('a model whose input is float32', () => {
  it.each([
    [DataType.DOUBLE, 11],
    [DataType.UINT8, 2],
    [DataType.INT64, 7],
  ])('casts it to element type %i', async (elementType, code) => {
    const graph = await graphOf([`c = Cast(x; to=${code})`, 'd = Cast(c; to=1)', 'y = Relu(d)'], {
      input: ['batch', 2],
      outputShape: ['batch', 2],
    });
    const port = graph.model.graph?.input[0].type?.value;
    if (port?.case === 'tensorType') port.value.elemType = elementType;
    const model = withFloatInput(graph.model, 'x', elementType);
    expect(new Graph(model).inputs).toEqual([
      { name: floatInput, elementType: DataType.FLOAT, shape: [null, 2] },
    ]);
    expect(await run(model, { [floatInput]: float([1, 2], 3, 200) }, ['y'])).toEqual([[3, 200]]);
  });
});

describe('a model with more outputs', () => {
  it('has each once, its own not again', async () => {
    const { model } = await graphOf(lines, facts);
    const more = withOutputs(model, ['h', 'y', 'a', 'h']);
    expect(new Graph(more).outputs.map(({ name }) => name)).toEqual(['y', 'h', 'a']);
    expect(await run(more, { x: float([1, 3], 1, 2, 3) }, ['h', 'a'])).toEqual([
      [7.5, 3],
      [7.5, 3],
    ]);
  });
});
