import type { Attribute, Constant, ElementType, Network, NetworkNode, Port } from './network.js';

/** What a network is written as: the model, and the files beside it that hold its external constants. */
export interface OnnxFiles {
  readonly model: Uint8Array;
  readonly external: ReadonlyMap<string, Uint8Array>;
}

/** A network as the bytes of an ONNX `ModelProto`. Field numbers are those of onnx.proto. */
export function writeOnnx(network: Network): OnnxFiles {
  const external = new Map<string, Uint8Array>();
  const constants = network.constants.map((constant) => message(5, tensorProto(constant, external)));
  const asInputs = network.constantsAmongInputs === true ? network.constants : [];
  const graph = [
    ...network.nodes.map((node) => message(1, nodeProto(node))),
    text(2, 'graph'),
    ...constants,
    ...network.inputs.map((port) => message(11, valueInfo(port, 'float32'))),
    ...asInputs.map((constant) =>
      message(11, valueInfo({ name: constant.name, shape: constant.dims }, constant.type)),
    ),
    ...network.outputs.map((port) => message(12, valueInfo(port, 'float32'))),
  ];
  const model = [integer(1, irVersion(network)), message(7, graph), message(8, [integer(2, network.opset)])];
  return { model: Buffer.concat(model), external };
}

/** Metadata on nodes needs IR version 10, which came with opset 21; constants may leave the inputs from 4 on. */
function irVersion(network: Network): number {
  if (network.constantsAmongInputs === true) return 3;
  return network.opset >= 21 ? 10 : network.opset >= 13 ? 7 : 4;
}

function nodeProto(node: NetworkNode): Uint8Array[] {
  return [
    ...node.inputs.map((name) => text(1, name)),
    ...node.outputs.map((name) => text(2, name)),
    ...(node.name === undefined ? [] : [text(3, node.name)]),
    text(4, node.operator),
    ...Object.entries(node.attributes ?? {}).map(([name, value]) => message(5, attributeProto(name, value))),
    ...Object.entries(node.metadata ?? {}).map((pair) => message(9, entry(pair))),
  ];
}

function attributeProto(name: string, value: Attribute): Uint8Array[] {
  if ('float' in value) return [text(1, name), single(2, value.float), integer(20, 1)];
  if ('int' in value) return [text(1, name), integer(3, value.int), integer(20, 2)];
  if ('text' in value) return [text(1, name), text(4, value.text), integer(20, 3)];
  if ('tensor' in value) return [text(1, name), message(5, tensorProto(value.tensor, null)), integer(20, 4)];
  if ('floats' in value) return [text(1, name), ...value.floats.map((v) => single(7, v)), integer(20, 6)];
  return [text(1, name), ...value.ints.map((v) => integer(8, v)), integer(20, 7)];
}

const typeCodes: Readonly<Record<ElementType, number>> = { float32: 1, int32: 6, int64: 7, float64: 11 };

function tensorProto(constant: Constant, external: Map<string, Uint8Array> | null): Uint8Array[] {
  const head = [
    ...constant.dims.map((dim) => integer(1, dim)),
    integer(2, typeCodes[constant.type]),
    text(8, constant.name),
  ];
  const raw = rawValues(constant);
  if (constant.externalFile === undefined || external === null) return [...head, bytes(9, raw)];
  const before = external.get(constant.externalFile) ?? new Uint8Array();
  external.set(constant.externalFile, Buffer.concat([before, raw]));
  const entries: [string, string][] = [
    ['location', constant.externalFile],
    ['offset', String(before.length)],
    ['length', String(raw.length)],
  ];
  return [...head, ...entries.map((pair) => message(13, entry(pair))), integer(14, 1)];
}

function rawValues(constant: Constant): Uint8Array {
  const wide = constant.type === 'float64' || constant.type === 'int64';
  const view = new DataView(new ArrayBuffer(constant.values.length * (wide ? 8 : 4)));
  constant.values.forEach((value, index) => {
    if (constant.type === 'float32') view.setFloat32(4 * index, value, true);
    else if (constant.type === 'float64') view.setFloat64(8 * index, value, true);
    else if (constant.type === 'int32') view.setInt32(4 * index, value, true);
    else view.setBigInt64(8 * index, BigInt(value), true);
  });
  return new Uint8Array(view.buffer);
}

function valueInfo(port: Port, type: ElementType): Uint8Array[] {
  const dims = port.shape.map((dim) =>
    message(1, [typeof dim === 'number' ? integer(1, dim) : text(2, dim)]),
  );
  return [text(1, port.name), message(2, [message(1, [integer(1, typeCodes[type]), message(2, dims)])])];
}

function entry([key, value]: readonly [string, string]): Uint8Array[] {
  return [text(1, key), text(2, value)];
}

function message(field: number, parts: readonly Uint8Array[]): Uint8Array {
  return bytes(field, Buffer.concat(parts));
}

function text(field: number, value: string): Uint8Array {
  return bytes(field, Buffer.from(value, 'utf8'));
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
}

function integer(field: number, value: number): Uint8Array {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

function single(field: number, value: number): Uint8Array {
  const four = Buffer.alloc(4);
  four.writeFloatLE(value);
  return Buffer.concat([varint(field * 8 + 5), four]);
}

/** Seven bits a byte, the lowest first; a negative number as its 64-bit two's complement. */
function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    out.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(out);
}
