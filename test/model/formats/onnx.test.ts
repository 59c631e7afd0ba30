import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOnnx, writeOnnx, type ExternalReader } from '../../../src/model/formats/onnx.js';

const noExternal: ExternalReader = () => Promise.reject(new Error('no external data'));
const read = (bytes: Uint8Array) => readOnnx(bytes, 'model.onnx', noExternal);

/** Fields as protocol buffers write them: number and wire type, then a length where there is one. */
function field(number: number, value: number | string | readonly Uint8Array[]): Uint8Array {
  if (typeof value === 'number') return Buffer.from([...tag(number, 0), value]);
  const content = typeof value === 'string' ? Buffer.from(value) : Buffer.concat(value);
  return Buffer.concat([tag(number, 2), Buffer.from([content.length]), content]);
}

function tag(number: number, wireType: number): Uint8Array {
  const value = number * 8 + wireType;
  return Buffer.from(value < 128 ? [value] : [(value & 127) | 128, value >> 7]);
}

describe('a model that is read and written', () => {
  it('is the same to the byte, with the fields that the schema does not list behind the others', async () => {
    const node = field(1, [
      field(1, 'x'),
      field(2, 'y'),
      field(4, 'Strange'),
      // A reference to a caller's attribute, and a sparse tensor.
      field(5, [field(1, 'kernel'), field(20, 11), field(21, 'outer'), field(22, [field(3, 9)])]),
      field(10, 'device'),
    ]);
    const graph = field(7, [
      node,
      field(2, 'g'),
      field(11, [field(1, 'x')]),
      field(14, 'q'),
      field(15, [field(3, 4)]),
    ]);
    const bytes = Buffer.concat([
      field(1, 8),
      graph,
      field(8, [field(2, 13)]),
      field(14, [field(1, 'k')]),
      field(20, 't'),
    ]);
    expect(Buffer.from(writeOnnx((await read(bytes)).model)).toString('hex')).toBe(bytes.toString('hex'));
  });

  it('keeps unlisted fields that stand among the others', async () => {
    const documented = (text: string) => field(6, text);
    const node = field(1, [
      field(1, 'x'),
      field(2, 'y'),
      field(4, 'Relu'),
      documented('of the node'),
      field(7, ''),
    ]);
    const graph = field(7, [
      node,
      field(10, 'of the graph'),
      field(12, [field(1, 'y'), field(3, 'of the output')]),
    ]);
    const bytes = Buffer.concat([
      field(1, 8),
      field(4, 'org.example'),
      documented('of the model'),
      graph,
      field(8, [field(2, 13)]),
    ]);
    const written = Buffer.from(writeOnnx((await read(bytes)).model));
    expect(written).toHaveLength(bytes.length);
    for (const text of ['org.example', 'of the model', 'of the node', 'of the graph', 'of the output']) {
      expect(written.includes(text)).toBe(true);
    }
    expect(Buffer.from(writeOnnx((await read(written)).model))).toEqual(written);
  });

  const examples = join(import.meta.dirname, '../../../examples');
  const shared = join(import.meta.dirname, '../../../../shared/models/onnx');
  const filesIn = (folder: string) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.onnx'))
          .map((name) => join(folder, name))
      : [];

  it('is the same to the byte for the networks that come with the project', async () => {
    for (const path of filesIn(examples)) {
      const bytes = readFileSync(path);
      expect(Buffer.compare(writeOnnx((await read(bytes)).model), bytes), path).toBe(0);
    }
  });

  it.skipIf(!existsSync(shared))('loses nothing of networks of other exporters', async () => {
    for (const path of filesIn(shared)) {
      const bytes = readFileSync(path);
      const written = writeOnnx((await read(bytes)).model);
      expect(written.length, path).toBe(bytes.length);
      expect(Buffer.compare(writeOnnx((await read(written)).model), written), path).toBe(0);
    }
  });
});
