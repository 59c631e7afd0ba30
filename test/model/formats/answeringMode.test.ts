import { expect, describe, it } from 'vitest';
import { changedModel, expectClose, plainScores, readScores } from './plainRun.js';
import { graphOf, modelBytes, type GraphFacts } from '../graphText.js';
import {
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType,
} from '../../../src/model/onnx_pb.js';
import { Random } from '../../twin/random.js';

const drawn = new Random(2);
const facts: GraphFacts = { opset: 15, values: { w: drawn.normals(35, 1), head: drawn.normals(15, 1) } };
const samples = Float32Array.from(new Random(3).normals(28, 1));
const norm = (outputs: string) => `${outputs} = BatchNormalization(h, s[5], o[5], m[5], v[5]`;
const head = ['a = Relu(n)', 'y = Gemm(a, head[5,3])'];

describe('a network that was exported as it learns', () => {
  it('takes the means and variances that were learned, not those of the samples', async () => {
    const learning = ['h = Gemm(x, w[7,5])', `${norm('n, rm, rv')}; training_mode=1)`, ...head];
    const answering = ['h = Gemm(x, w[7,5])', `${norm('n')})`, ...head];
    const { scores, layers } = await readScores(modelBytes(learning, facts), samples, [4, 7]);
    expectClose(scores, await plainScores(modelBytes(answering, facts), samples, [4, 7]));
    expect(layers).toEqual(['dense Gemm>Relu x5']);
  });

  it('leaves nothing out by chance', async () => {
    const lines = (dropout: string) => [
      'h = Gemm(x, w[7,5])',
      'r = Relu(h)',
      dropout,
      'y = Gemm(d, head[5,3])',
    ];
    const learning = changedModel(lines('d, mask = Dropout(r, 0.5, on[])'), facts, ({ graph }) => {
      const on = graph!.initializer.find(({ name }) => name === 'on')!;
      Object.assign(on, { dataType: TensorProto_DataType.BOOL, rawData: Uint8Array.of(1) });
    });
    const { scores } = await readScores(learning, samples, [4, 7]);
    expectClose(scores, await plainScores(modelBytes(lines('d = Identity(r)'), facts), samples, [4, 7]));
  });

  it('stays as it is where something reads what it learns', async () => {
    const lines = [
      'h = Gemm(x, w[7,5])',
      `${norm('n, rm, rv')}; training_mode=1)`,
      'b = Add(n, rm)',
      ...head,
    ];
    const { nodes } = await graphOf(lines, facts);
    expect(nodes[1].output).toHaveLength(3);
    expect(nodes[1].attribute).toMatchObject([{ name: 'training_mode', type: AttributeType.INT, i: 1n }]);
  });
});
