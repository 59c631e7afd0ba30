import { describe, expect, it } from 'vitest';
import {
  cardRowReadOut,
  unitCardFigure,
  unitCardTable,
  type CardSubject,
} from '../../../src/figures/card/unitCardFigure.js';
import { unitCard, type UnitCard } from '../../../src/results/derive/unitCard.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult } from '../../results/sampleResult.js';
import { seededDetail } from '../../webview/seededDetail.js';
import { room, texts, textsFit } from '../room.js';

const result = sampleResult();
const subject: CardSubject = { unit: 'fc1[2]', noun: 'image', layer: { layer: 0, of: 2 }, waits: false };
const row = unitRows(result, 'zero')[2];
const bare = unitCard(result, row, 'zero', null);
const whole = unitCard(result, row, 'zero', seededDetail(result, 2));
const words = (card: UnitCard, width = 600, change: Partial<CardSubject> = {}) =>
  texts(unitCardFigure(card, { ...subject, ...change }, room(width)).marks).map(({ text }) => text);

describe('the drawing of a unit by class', () => {
  it('has a row for each class, its favourite in bold', () => {
    const figure = unitCardFigure(whole, subject, room(600));
    expect(figure.targets).toHaveLength(3);
    const names = texts(figure.marks).filter(({ text }) => result.dataset.classes.includes(text));
    expect(names.map(({ text, weight }) => [text, weight])).toEqual([
      ['cat', 400],
      ['dog', 400],
      ['bird', 600],
    ]);
  });

  it('explains the selectivity at the ends of its bracket', () => {
    expect(words(whole)).toEqual(expect.arrayContaining(['others .30', 'bird .90']));
    expect(words(whole, 300)).toEqual(expect.arrayContaining(['.30', '.90']));
  });

  it.each([300, 450, 600, 900])('keeps them apart, however near they are, %i pixels wide', (width) => {
    if (whole.selectivity === null) throw new Error('The sample has a selectivity.');
    const drawn = room(width);
    for (let percent = 0; percent < 100; percent++) {
      const selectivity = {
        ...whole.selectivity,
        othersMean: (percent / 100) * whole.selectivity.favouriteMean,
      };
      const [others, best] = texts(unitCardFigure({ ...whole, selectivity }, subject, drawn).marks)
        .filter(({ text, halo }) => halo === true && /\.\d|^0$|others/.test(text))
        .slice(-2);
      expect(others.x + drawn.measure(others.text)).toBeLessThan(best.x);
    }
  });

  it('draws bars in proportion to means', () => {
    const { marks } = unitCardFigure(bare, subject, room(600));
    const bars = marks.flatMap((mark) =>
      mark.kind === 'rect' && (mark.fill === 'bar' || typeof mark.fill === 'object') ? [mark.width] : [],
    );
    expect(bars[0]).toBeCloseTo(bars[2] / 3, 9);
    expect(bars[1]).toBeCloseTo(bars[0], 9);
  });

  it('draws what is lost to the right, what is gained to the left', () => {
    const gains = unitCard(result, unitRows(result, 'zero')[5], 'zero', null);
    const bar = (card: UnitCard, fill: 'lost' | 'gained') =>
      unitCardFigure(card, subject, room(600)).marks.find(
        (mark) => mark.kind === 'rect' && mark.fill === fill,
      );
    expect(bar(gains, 'gained')).toBeDefined();
    expect(bar(gains, 'lost')).toBeUndefined();
    expect(bar(whole, 'lost')).toBeDefined();
    expect(words(gains)).toContain('\u22122');
  });

  it('keeps room for activities on their way, and says so', () => {
    expect(words(bare, 600, { waits: true })).toEqual(
      expect.arrayContaining(['activity of each image', 'reading every image\u2026']),
    );
    expect(words(bare)).not.toContain('activity of each image');
    const waiting = unitCardFigure(bare, { ...subject, waits: true }, room(600));
    expect(waiting.height).toBe(unitCardFigure(whole, subject, room(600)).height);
  });

  it('leaves out columns that there is nothing to draw in', () => {
    const noMeans = { ...bare, has: { means: false, lost: true } };
    expect(words(noMeans)).not.toContain('mean activity');
    expect(words(noMeans)).toContain('images lost');
    expect(unitCardFigure({ ...bare, has: { means: false, lost: false } }, subject, room(600)).label).toBe(
      'fc1[2] by class: ',
    );
  });

  it.each([260, 340, 519, 520, 700, 1180])('keeps its words inside, %i pixels wide', (width) => {
    for (const card of [bare, whole]) {
      const figure = unitCardFigure(card, subject, room(width));
      expect(textsFit(figure.marks, room(width))).toBe(true);
    }
  });

  it('draws means below zero from zero to the left', () => {
    const negative: UnitCard = {
      ...bare,
      rows: bare.rows.map((one, i) => ({ ...one, mean: [-0.5, 0.5, 1][i] })),
    };
    const bars = unitCardFigure(negative, subject, room(600)).marks.filter(
      (mark) => mark.kind === 'rect' && (mark.fill === 'bar' || typeof mark.fill === 'object'),
    );
    const [below, above] = bars.map((mark) => (mark.kind === 'rect' ? mark : null));
    expect(below!.x + below!.width).toBeCloseTo(above!.x, 9);
    expect(below!.width).toBeCloseTo(above!.width, 9);
  });

  it('tells the same in numbers', () => {
    const table = unitCardTable(whole, subject);
    expect(table.rows.map(([name, samples, mean, , lost]) => [name, samples, mean, lost])).toEqual([
      ['cat', 80, 0.3, 0],
      ['dog', 70, 0.3, 0],
      ['bird', 50, 0.9, 5],
    ]);
    expect(unitCardTable(bare, subject).rows.map(([, , , silent]) => silent)).toEqual([null, null, null]);
    expect(cardRowReadOut(bare, 2, 'image')).toEqual(['bird', 'mean activity .90', '5 lost']);
    expect(cardRowReadOut(whole, 2, 'image')[2]).toMatch(/of 50 images silent$/);
  });
});
