import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { descriptorJsonSchema, parseDescriptor } from '../../src/dataset/descriptor.js';

const parse = (json: string): unknown => parseDescriptor(json, 'a.dataset.json');

describe('a descriptor', () => {
  it('may hold every key of the public interface', () => {
    const all = {
      $schema: './dataset.schema.json',
      name: 't10k, first 2,000',
      noun: 'image',
      inputs: 't10k-images-idx3-ubyte.gz',
      labels: 't10k-labels-idx1-ubyte.gz',
      labelKind: 'true',
      layout: 'NHW',
      modelLayout: 'NCHW',
      scale: 0.00392156862745098,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
      classes: ['zero', 'one'],
      first: 0,
      count: 2000,
    };
    expect(parse(JSON.stringify(all))).toEqual(all);
  });

  it('needs inputs alone', () => {
    const expected = { inputs: 'x.npz', labelKind: 'true', scale: 1, mean: 0, std: 1, first: 0 };
    expect(parse('\ufeff{ "inputs": "x.npz" }')).toEqual(expected);
  });

  it.each([
    ['{ "inputs": "x", "lables": "y" }', '`lables` is not a key of a descriptor; did you mean `labels`?'],
    [
      '{ "inputs": "x", "modellayout": "NHWC" }',
      '`modellayout` is not a key of a descriptor; did you mean `modelLayout`?',
    ],
    [
      '{ "inputs": "x", "colour": 1 }',
      '`colour` is not a key of a descriptor; the keys are name, noun, inputs, labels, labelKind,',
    ],
    ['{ "labels": "y" }', '`inputs` is missing; name the file that holds the data.'],
    ['{ "inputs": 5 }', '`inputs` must be a text, not 5.'],
    ['{ "inputs": "" }', '`inputs` must be a text that is not empty, not "".'],
    [
      '{ "inputs": "x", "layout": "nchw" }',
      '`layout` must be one of "NHW", "NHWC", "NCHW", "ND", not "nchw".',
    ],
    ['{ "inputs": "x", "scale": "1/255" }', '`scale` must be a number, not "1/255".'],
    ['{ "inputs": "x", "scale": null }', '`scale` must be a number, not null.'],
    [
      '{ "inputs": "x", "mean": "0.5" }',
      '`mean` must be a number, or an array of one number per channel, not "0.5".',
    ],
    ['{ "inputs": "x", "std": 0 }', '`std` must be above 0, not 0.'],
    ['{ "inputs": "x", "std": [1, 0] }', '`std`, entry 2, must be above 0, not 0.'],
    ['{ "inputs": "x", "first": -1 }', '`first` must be at least 0, not -1.'],
    ['{ "inputs": "x", "count": 0 }', '`count` must be at least 1, not 0.'],
    ['{ "inputs": "x", "count": 1.5 }', '`count` must be a whole number, not 1.5.'],
    ['{ "inputs": "x", "classes": ["a", 2] }', '`classes`, entry 2, must be a text, not 2.'],
    ['{ "inputs": "x", "classes": ["a"] }', '`classes` must be an array of at least 2, not ["a"].'],
    ['["x"]', 'a descriptor is a JSON object, as { "inputs": "digits.npz" }.'],
  ])('that is wrong is told what: %s', (json, message) => {
    expect(() => parse(json)).toThrow(InputError);
    expect(() => parse(json)).toThrow(`a.dataset.json: ${message}`);
  });

  it('that is no JSON is told where', () => {
    expect(() => parse('{\n  "inputs": "x",\n}')).toThrow(
      'a.dataset.json is not valid JSON at line 3, column 1; mend it there.',
    );
  });

  it('has a JSON schema in media that editors complete and check it by', async () => {
    const file = fileURLToPath(new URL('../../media/dataset.schema.json', import.meta.url));
    const text = await format(JSON.stringify(descriptorJsonSchema()), {
      ...(await resolveConfig(file)),
      parser: 'json',
    });
    await expect(text).toMatchFileSnapshot(file);
  });
});
