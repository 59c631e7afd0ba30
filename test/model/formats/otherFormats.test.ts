import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainOtherFormat } from '../../../src/model/formats/otherFormats.js';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const shared = join(import.meta.dirname, '../../../../shared/models');

describe('a model file of a format that is not read', () => {
  it.each([
    ['PyTorch', 'PK\x03\x04....net/data.pkl', 'PyTorch'],
    ['a pickle', '\x80\x02}q', 'pickle'],
    ['safetensors', '\x40\0\0\0\0\0\0\0{"w":{"dtype":"F32"}}', 'safetensors'],
  ])('is called by its name and told what to do with: %s', (_, text, name) => {
    const explanation = explainOtherFormat(bytesOf(text), 'model');
    expect(explanation).toContain(name);
    expect(explanation).toMatch(/export/);
  });

  it('is not seen where there is none', () => {
    expect(explainOtherFormat(bytesOf('\x08\x07\x12\x07pytorch'), 'model.onnx')).toBeNull();
    expect(explainOtherFormat(bytesOf('Dear diary'), 'diary.txt')).toBeNull();
    expect(explainOtherFormat(bytesOf('PK'), 'model.zip')).toBeNull();
  });

  describe.skipIf(!existsSync(shared))('is recognised in real files', () => {
    it.each([['resnet20/resnet20-12fca82f.th', 'PyTorch']])('%s', (file, name) => {
      expect(explainOtherFormat(readFileSync(join(shared, file)), file)).toContain(name);
    });
  });
});
