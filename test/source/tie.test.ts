import { describe, expect, it } from 'vitest';
import type { SourceLayer, SourceModel } from '../../src/source/sourceModel.js';
import { onlyFit, tieLayers, type ModelLayer } from '../../src/source/tie.js';

const range = { start: 0, end: 0 };

function dense(path: string, units: number | null, more: Partial<SourceLayer> = {}): SourceLayer {
  const place = { range, nameRange: range, position: 0 };
  return {
    path,
    isNamed: true,
    operator: 'linear',
    units,
    isAssumed: false,
    inputs: null,
    isHidden: true,
    ...place,
    ...more,
  };
}

/** A network whose last layer gives the answers; positions are those of the list unless told. */
function network(layers: readonly SourceLayer[], order: SourceModel['order'] = 'use'): SourceModel {
  const placed = layers.map((layer, i) => ({ ...layer, position: layer.position || i }));
  const answers = dense('answers', 10, { isHidden: false, position: layers.length + 1 });
  return {
    name: 'Net',
    framework: 'pytorch',
    range,
    nameRange: range,
    layers: [...placed, answers],
    order,
    isPart: false,
    variants: [],
    isByDefault: false,
  };
}

function inFile(id: string, unitCount: number, more: Partial<ModelLayer> = {}): ModelLayer {
  return { id, kind: 'dense', unitCount, ...more };
}

describe('layers of the text and of a model', () => {
  it('are tied by their names, whatever the order', () => {
    const { ties, fit } = tieLayers(network([dense('a', 8), dense('b', 8)]), [
      inFile('b', 8),
      inFile('a', 8),
    ]);
    expect(ties).toEqual([{ kind: 'tied', layer: 'a' }, { kind: 'tied', layer: 'b' }, { kind: 'none' }]);
    expect(fit).toBe(1);
  });

  it('are tied by the name of the operator where the layer has another', () => {
    const layers = [inFile('block', 8, { kind: 'residual', modules: ['block.conv2', 'block.skip'] })];
    const source = network([
      dense('block.conv2', 8, { position: 3 }),
      dense('block.skip', 8, { position: 3 }),
    ]);
    expect(tieLayers(source, layers).ties.slice(0, 2)).toEqual([
      { kind: 'tied', layer: 'block' },
      { kind: 'tied', layer: 'block' },
    ]);
  });

  it('of one name and other widths are not the same, and then the networks do not fit', () => {
    const { ties, fit } = tieLayers(network([dense('a', 8)]), [inFile('a', 16)]);
    expect(ties[0]).toEqual({ kind: 'none' });
    expect(fit).toBe(0);
  });

  it('may differ in a width that is only a default', () => {
    const source = network([dense('a', 8, { isAssumed: true })]);
    expect(tieLayers(source, [inFile('a', 16)]).ties[0]).toEqual({ kind: 'tied', layer: 'a' });
  });

  it('of a network of defaults are those of a file that fits it wholly, and of no other', () => {
    const byDefault = { ...network([dense('a', 8)]), isByDefault: true };
    expect(tieLayers(byDefault, [inFile('a', 8)]).fit).toBe(1);
    expect(tieLayers(byDefault, [inFile('a', 8), inFile('b', 8)]).fit).toBe(0);
  });

  it('without names are tied in order, where all kinds and widths match', () => {
    const source = network([dense('a', 8), dense('b', null)]);
    const { ties } = tieLayers(source, [inFile('Gemm1', 8), inFile('Gemm2', 4)]);
    expect(ties.slice(0, 2)).toEqual([
      { kind: 'tied', layer: 'Gemm1' },
      { kind: 'tied', layer: 'Gemm2' },
    ]);
  });

  it('are not guessed at where the file has more of them', () => {
    const layers = [inFile('Gemm1', 8), inFile('Gemm2', 8), inFile('Gemm3', 4)];
    expect(tieLayers(network([dense('a', 8)]), layers).ties[0]).toEqual({
      kind: 'ambiguous',
      candidates: ['Gemm1', 'Gemm2'],
    });
  });

  it('in the order of definition are tied only where widths tell them apart', () => {
    const files = [inFile('Gemm1', 8), inFile('Gemm2', 4)];
    const apart = tieLayers(network([dense('a', 8), dense('b', 4)], 'definition'), files);
    expect(apart.ties[1]).toEqual({ kind: 'tied', layer: 'Gemm2' });
    const alike = tieLayers(network([dense('a', 8), dense('b', 8)], 'definition'), [
      inFile('Gemm1', 8),
      inFile('Gemm2', 8),
    ]);
    expect(alike.ties[0]).toEqual({ kind: 'ambiguous', candidates: ['Gemm1', 'Gemm2'] });
  });

  it('between two that are known by name are tied in order', () => {
    const source = network([dense('a', 8), dense('renamed', 8), dense('c', 8)]);
    const { ties } = tieLayers(source, [inFile('a', 8), inFile('b', 8), inFile('c', 8)]);
    expect(ties[1]).toEqual({ kind: 'tied', layer: 'b' });
  });

  it('never tie the answers, unless the file has a layer of their name', () => {
    const [, answers] = tieLayers(network([dense('a', 8)]), [inFile('x', 8), inFile('y', 10)]).ties;
    expect(answers).toEqual({ kind: 'none' });
    const [, hidden] = tieLayers(network([dense('a', 8)]), [inFile('a', 8), inFile('answers', 10)]).ties;
    expect(hidden).toEqual({ kind: 'tied', layer: 'answers' });
  });
});

describe('the model that a text is tied to unasked', () => {
  it('is the only one that fits wholly', () => {
    expect(
      onlyFit([
        { model: 'a', fit: 1 },
        { model: 'b', fit: 0.6 },
      ]),
    ).toBe('a');
  });

  it('is none where several fit', () => {
    expect(
      onlyFit([
        { model: 'a', fit: 1 },
        { model: 'b', fit: 1 },
      ]),
    ).toBeNull();
    expect(onlyFit([{ model: 'a', fit: 0.2 }])).toBeNull();
  });
});
