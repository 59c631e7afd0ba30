import type { Attribute, Constant, ElementType, Network, NetworkNode, Port } from './network.js';

/** Reads an ONNX `ModelProto` whose constants stand in the file itself. Field numbers are those of onnx.proto. */
export function readOnnx(file: Uint8Array): Network {
  const model = fieldsOf(file);
  const graph = fieldsOf(bytesOf(model, 7)[0]);
  const opsets = bytesOf(model, 8).map(fieldsOf);
  const constants = bytesOf(graph, 5).map(readConstant);
  const stored = new Set(constants.map((constant) => constant.name));
  const standard = opsets.find((set) => textsOf(set, 1).every((domain) => domain === ''));
  return {
    opset: numbersOf(standard ?? [], 2)[0],
    nodes: bytesOf(graph, 1).map(readNode),
    constants,
    inputs: bytesOf(graph, 11)
      .map(readPort)
      .filter((port) => !stored.has(port.name)),
    outputs: bytesOf(graph, 12).map(readPort),
  };
}

function readNode(bytes: Uint8Array): NetworkNode {
  const node = fieldsOf(bytes);
  const attributes = bytesOf(node, 5).map(readAttribute);
  const [name] = textsOf(node, 3);
  return {
    operator: textsOf(node, 4)[0],
    inputs: textsOf(node, 1),
    outputs: textsOf(node, 2),
    ...(name === undefined ? {} : { name }),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
  };
}

function readAttribute(bytes: Uint8Array): [name: string, value: Attribute] {
  const fields = fieldsOf(bytes);
  const [name] = textsOf(fields, 1);
  switch (numbersOf(fields, 20)[0]) {
    case 1:
      return [name, { float: singlesOf(fields, 2)[0] }];
    case 2:
      return [name, { int: numbersOf(fields, 3)[0] ?? 0 }];
    case 3:
      return [name, { text: textsOf(fields, 4)[0] }];
    case 4:
      return [name, { tensor: readConstant(bytesOf(fields, 5)[0]) }];
    case 6:
      return [name, { floats: singlesOf(fields, 7) }];
    case 7:
      return [name, { ints: numbersOf(fields, 8) }];
    default:
      throw new Error(`attribute ${name} is of a type that the twin does not read`);
  }
}

const types: Readonly<Record<number, ElementType>> = { 1: 'float32', 6: 'int32', 7: 'int64', 11: 'float64' };

function readConstant(bytes: Uint8Array): Constant {
  const fields = fieldsOf(bytes);
  const type = types[numbersOf(fields, 2)[0]];
  const [raw] = bytesOf(fields, 9);
  const values =
    raw === undefined
      ? [...singlesOf(fields, 4), ...numbersOf(fields, 5), ...numbersOf(fields, 7)]
      : readRaw(raw, type);
  return { name: textsOf(fields, 8)[0] ?? '', type, dims: numbersOf(fields, 1), values };
}

function readRaw(raw: Uint8Array, type: ElementType): number[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const size = type === 'float64' || type === 'int64' ? 8 : 4;
  return Array.from({ length: raw.length / size }, (_, index) => {
    if (type === 'float32') return view.getFloat32(4 * index, true);
    if (type === 'float64') return view.getFloat64(8 * index, true);
    if (type === 'int32') return view.getInt32(4 * index, true);
    return Number(view.getBigInt64(8 * index, true));
  });
}

function readPort(bytes: Uint8Array): Port {
  const port = fieldsOf(bytes);
  const tensorType = fieldsOf(bytesOf(fieldsOf(bytesOf(port, 2)[0]), 1)[0]);
  const dims = bytesOf(fieldsOf(bytesOf(tensorType, 2)[0]), 1).map(fieldsOf);
  return { name: textsOf(port, 1)[0], shape: dims.map((dim) => textsOf(dim, 2)[0] ?? numbersOf(dim, 1)[0]) };
}

/** One field as it stands in the file: a whole number, or the bytes of anything longer. */
interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = varintAt(bytes, at);
    const wire = tag.value & 7;
    const number = tag.value >> 3;
    at = tag.end;
    if (wire === 1 || wire === 5) {
      const end = at + (wire === 1 ? 8 : 4);
      fields.push({ number, value: bytes.subarray(at, end) });
      at = end;
      continue;
    }
    const { value, end } = varintAt(bytes, at);
    fields.push({ number, value: wire === 0 ? value : bytes.subarray(end, end + value) });
    at = wire === 0 ? end : end + value;
  }
  return fields;
}

/** Seven bits a byte, the lowest first, as a signed number of 64 bits. */
function varintAt(bytes: Uint8Array, start: number): { value: number; end: number } {
  let bits = 0n;
  let end = start;
  do bits |= BigInt(bytes[end] & 0x7f) << BigInt(7 * (end - start));
  while (bytes[end++] >= 0x80);
  return { value: Number(BigInt.asIntN(64, bits)), end };
}

function bytesOf(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.filter((field) => field.number === number).map((field) => field.value as Uint8Array);
}

function textsOf(fields: readonly Field[], number: number): string[] {
  return bytesOf(fields, number).map((bytes) => Buffer.from(bytes).toString('utf8'));
}

/** Whole numbers, each in a field of its own or packed into one. */
function numbersOf(fields: readonly Field[], number: number): number[] {
  return fields
    .filter((field) => field.number === number)
    .flatMap(({ value }) => (typeof value === 'number' ? value : unpacked(value)));
}

function unpacked(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const { value, end } = varintAt(bytes, at);
    numbers.push(value);
    at = end;
  }
  return numbers;
}

/** Numbers of single precision, each in a field of its own or packed into one. */
function singlesOf(fields: readonly Field[], number: number): number[] {
  return bytesOf(fields, number).flatMap((bytes) => readRaw(bytes, 'float32'));
}
