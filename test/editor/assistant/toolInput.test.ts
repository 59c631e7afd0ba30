import { describe, expect, it } from 'vitest';
import { ToolInput } from '../../../src/editor/assistant/toolInput.js';
import { InputError } from '../../../src/inputError.js';

describe('what a language model hands to a tool', () => {
  it('is read as what it is', () => {
    const input = new ToolInput({ layer: 'fc1', unit: 3, units: 7, mode: 'exact', model: '' });
    expect(input.text('layer', 'fc1')).toBe('fc1');
    expect(input.textOrNumber('unit', 'fc1[3]')).toBe('3');
    expect(input.count('units', 5, 1, 100)).toBe(7);
    expect(input.count('others', 5, 1, 100)).toBe(5);
    expect(input.oneOf('mode', ['exact', 'estimate'])).toBe('exact');
    expect(input.optionalText('model', 'm.onnx')).toBeNull();
  });

  it.each([
    [
      'a missing text',
      (input: ToolInput) => input.text('layer', 'fc1'),
      'The tool needs "layer": a text, such as fc1.',
    ],
    [
      'a number for a text',
      (input: ToolInput) => input.text('number', 'fc1'),
      '"number" has to be a text, such as fc1.',
    ],
    [
      'a fraction for a count',
      (input: ToolInput) => input.count('number', 1, 1, 9),
      '"number" has to be a whole number from 1 to 9.',
    ],
    [
      'an unknown word',
      (input: ToolInput) => input.oneOf('word', ['a', 'b']),
      '"word" has to be one of a, b.',
    ],
  ])('is refused in a sentence: %s', (_, read, sentence) => {
    expect(() => read(new ToolInput({ number: 1.5, word: 'c' }))).toThrow(new InputError(sentence));
  });

  it('may be nothing at all', () => {
    for (const nothing of [undefined, null, 'text', 3]) {
      expect(new ToolInput(nothing).optionalText('model', 'm.onnx')).toBeNull();
    }
  });
});
