import { describe, expect, it } from 'vitest';
import { namedFile } from '../../../src/editor/assistant/namedFile.js';
import { InputError } from '../../../src/inputError.js';

const files = [
  'a/digits.onnx',
  'b/digits.onnx',
  'b/Mnist.onnx',
  'b/test.dataset.json',
  'nets/tfjs/model.json',
].map((name) => ({ name, path: `/w/${name}` }));
const found = (asked: string | null, among = files) => namedFile(among, asked, 'model').name;

describe('a file that is named in a chat', () => {
  it('is found by its path, the end of its path, and its name without the ending, whatever the case', () => {
    expect(found('a/digits.onnx')).toBe('a/digits.onnx');
    expect(found('./a/digits.onnx')).toBe('a/digits.onnx');
    expect(found('a\\digits.onnx')).toBe('a/digits.onnx');
    expect(found('/w/a/digits.onnx')).toBe('a/digits.onnx');
    expect(found('Mnist.onnx')).toBe('b/Mnist.onnx');
    expect(found('mnist')).toBe('b/Mnist.onnx');
    expect(found('b/mnist')).toBe('b/Mnist.onnx');
    expect(found('test')).toBe('b/test.dataset.json');
    expect(found('tfjs/model.json')).toBe('nets/tfjs/model.json');
  });

  it('is never one of several', () => {
    const sentence = '"digits.onnx" may be any of a/digits.onnx, b/digits.onnx: name one by its path.';
    expect(() => found('digits.onnx')).toThrow(new InputError(sentence));
    expect(() => found('digits')).toThrow('may be any of');
  });

  it('is not found by a part of its name', () => {
    expect(() => found('igits.onnx')).toThrow(
      new InputError(
        'This workspace has no model "igits.onnx"; it has a/digits.onnx, b/digits.onnx, b/Mnist.onnx, b/test.dataset.json, nets/tfjs/model.json.',
      ),
    );
    expect(() => found(' ')).toThrow('has no model');
  });

  it('need not be named where there is but one', () => {
    expect(found(null, files.slice(0, 1))).toBe('a/digits.onnx');
    expect(() => found(null, files.slice(0, 2))).toThrow(
      new InputError('This workspace has 2 models; say which of a/digits.onnx, b/digits.onnx by its path.'),
    );
    expect(() => found(null, [])).toThrow(new InputError('This workspace has no model.'));
  });
});
