import { describe, expect, it } from 'vitest';
import { layerKeyFigure, layerKeyTable } from '../../../src/figures/selectivity/layerKeyFigure.js';
import { layerRelations } from '../../../src/results/derive/selectivityRelation.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { seededNetwork } from '../../webview/seededNetwork.js';
import { room, texts, textsFit } from '../room.js';

const relationsOf = (layers: number) =>
  layerRelations(unitRows(seededNetwork(Array.from({ length: layers }, () => 20)), 'zero'));

describe('the key of layers', () => {
  it('names each with its rank correlation and interval', () => {
    const relations = relationsOf(2).map((relation) => ({ ...relation, rho: -0.5 }));
    const intervals = [{ low: -0.75, high: -0.25 }, null];
    const words = texts(layerKeyFigure(relations, intervals, 2, true, room(600)).marks);
    expect(words.map(({ text }) => text)).toEqual([
      'Rank correlation (95 % interval)',
      relations[0].layer.id,
      '\u2212.50 (\u2212.75 to \u2212.25)',
      relations[1].layer.id,
      '\u2212.50',
    ]);
    expect(layerKeyTable(relations, intervals).rows[0]).toEqual([
      relations[0].layer.id,
      -0.5,
      -0.75,
      -0.25,
      relations[0].n,
    ]);
  });

  it.each([260, 340, 920])('takes as many rows as it needs in %i pixels', (width) => {
    const relations = relationsOf(20);
    const figure = layerKeyFigure(
      relations,
      relations.map(() => null),
      20,
      true,
      room(width),
    );
    expect(textsFit(figure.marks, room(width))).toBe(true);
    expect(figure.marks.filter(({ kind }) => kind === 'dots')).toHaveLength(20);
  });
});
