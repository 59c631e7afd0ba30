import { describe, expect, it } from 'vitest';
import type { Network } from './network.js';
import { readOnnx } from './onnxReader.js';
import { writeOnnx } from './onnxWriter.js';
import { randomNetworks } from './randomNetworks.js';

const tiny: Network = {
  opset: 13,
  nodes: [{ operator: 'Relu', inputs: ['x'], outputs: ['y'] }],
  constants: [],
  inputs: [{ name: 'x', shape: ['n', 300] }],
  outputs: [],
};

describe('an ONNX file', () => {
  it('is written byte by byte as the wire format asks', () => {
    const hex = [
      '08 07', // ir_version 7
      '3a 2c', // graph, 44 bytes
      '0a 0c 0a 01 78 12 01 79 22 04 52 65 6c 75', // node: input "x", output "y", op_type "Relu"
      '12 05 67 72 61 70 68', // name "graph"
      '5a 15 0a 01 78 12 10', // input "x", its type
      '0a 0e 08 01 12 0a', // tensor of float, its shape
      '0a 03 12 01 6e', // dimension "n"
      '0a 03 08 ac 02', // dimension 300
      '42 02 10 0d', // opset 13
    ];
    const expected = Buffer.from(hex.join('').replaceAll(' ', ''), 'hex');
    expect(Buffer.from(writeOnnx(tiny).model).toString('hex')).toBe(expected.toString('hex'));
  });

  it('holds negative numbers as 64-bit two’s complement', () => {
    const node = { ...tiny.nodes[0], attributes: { axis: { int: -1 } } };
    const written = Buffer.from(writeOnnx({ ...tiny, nodes: [node] }).model).toString('hex');
    expect(written).toContain('18ffffffffffffffffff01');
  });

  it.each(Object.entries(randomNetworks))('of %s is read back as it was written', (_, make) => {
    const { network } = make();
    const { model, external } = writeOnnx(network);
    const back = readOnnx(model);
    const nodes = network.nodes.map(({ operator, inputs, outputs, name, attributes = {} }) => {
      const node = { operator, inputs, outputs, name };
      return Object.keys(attributes).length === 0 ? node : { ...node, attributes: rounded(attributes) };
    });
    expect(back.opset).toBe(network.opset);
    expect(back.inputs).toEqual(network.inputs);
    expect(back.outputs).toEqual(network.outputs);
    expect(back.nodes).toEqual(nodes);
    if (external.size === 0) {
      const values = network.constants.map((c) => ({
        ...c,
        values: c.type === 'float32' ? c.values.map(Math.fround) : c.values,
      }));
      expect(back.constants).toEqual(values);
    }
  });

  it('may leave its weights to another file, one after the other', () => {
    const { network } = randomNetworks['a dense network with weights in another file']();
    const { model, external } = writeOnnx(network);
    const values = network.constants.flatMap((constant) => constant.values);
    expect([...external.keys()]).toEqual(['weights.data']);
    const bytes = external.get('weights.data')!;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    expect(values.map((_, i) => view.getFloat32(4 * i, true))).toEqual(values);
    expect(Buffer.from(model).includes('weights.data')).toBe(true);
  });
});

function rounded(attributes: NonNullable<Network['nodes'][number]['attributes']>): typeof attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      'float' in value ? { float: Math.fround(value.float) } : value,
    ]),
  );
}
