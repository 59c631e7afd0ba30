import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportGuesses, inputShape, type WeightShape } from '../../src/source/exportGuess.js';
import { sourceReader } from './grammars.js';

const reader = sourceReader();
const sample = readFileSync(join(import.meta.dirname, '../../examples/digits/train.py'), 'utf8');

const weights = (shapes: Readonly<Record<string, readonly number[]>>): WeightShape[] =>
  Object.entries(shapes).map(([name, shape]) => ({ name, shape }));
const digits = weights({
  'fc1.weight': [64, 64],
  'fc1.bias': [64],
  'fc2.weight': [64, 64],
  'fc2.bias': [64],
  'fc3.weight': [10, 64],
  'fc3.bias': [10],
});

const source = async (module: string, text: string) => ({
  module,
  text,
  models: await reader.models(text, 'python'),
});

const guesses = async (text: string, shapes: readonly WeightShape[]) =>
  exportGuesses([await source('code', text)], shapes).map(({ name, inputShape: shape, fit }) => ({
    name,
    shape,
    fit,
  }));

describe('what may have built a network', () => {
  it("is the sample's class, with the example that it exports", async () => {
    expect(await guesses(sample, digits)).toEqual([{ name: 'Net', shape: '1,64', fit: 1 }]);
  });

  it('is found behind the words that wrappers put before every name', async () => {
    const wrapped = digits.map(({ name, shape }) => ({ name: `module.${name}`, shape }));
    expect((await guesses(sample, wrapped)).at(0)?.fit).toBe(1);
  });

  it('is the class whose layers are of the same size, among several', async () => {
    const net = (name: string, units: number) =>
      `class ${name}(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv1 = nn.Conv2d(3, ${units}, 5)\n        self.fc = nn.Linear(${units}, 10)\n    def forward(self, x):\n        return self.fc(F.relu(self.conv1(x)).mean((2, 3)))\n\n`;
    const text = `import torch\nfrom torch import nn\n\n${net('Small', 8)}${net('Large', 16)}x = torch.randn((4, 3, 40, 48))\n`;
    const found = await guesses(text, weights({ 'conv1.weight': [16, 3, 5, 5], 'fc.weight': [10, 16] }));
    expect(found[0]).toEqual({ name: 'Large', shape: '1,3,40,48', fit: 1 });
    expect(found.slice(1).every(({ fit }) => fit < 1)).toBe(true);
  });

  it('is nothing where no layer is in both', async () => {
    expect(await guesses(sample, weights({ 'encoder.0.weight': [3, 3] }))).toEqual([]);
    expect(await guesses('x = 1\n', digits)).toEqual([]);
  });
});

describe('the shape of an example', () => {
  it.each([
    ['a dense layer', { 'fc.weight': [10, 784] }, '1,784'],
    ['a grey picture', { 'conv.weight': [8, 1, 3, 3] }, '1,1,28,28'],
    ['a small picture', { 'conv.weight': [8, 3, 3, 3] }, '1,3,32,32'],
    ['a large picture', { 'conv1.weight': [64, 3, 7, 7] }, '1,3,224,224'],
    ['a series', { 'lstm.weight_ih_l0': [80, 5] }, '1,16,5'],
    ['tokens', { 'embedding.weight': [1000, 32] }, '1,16:int64'],
    ['nothing that tells', {}, '1,1'],
  ])('is taken from the first weight: %s', (_, shapes: Record<string, number[]>, expected) => {
    expect(inputShape(weights(shapes), '', null)).toBe(expected);
  });
});
