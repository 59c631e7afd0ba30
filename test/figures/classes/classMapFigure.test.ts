import { describe, expect, it } from 'vitest';
import { classMapFigure } from '../../../src/figures/classes/classMapFigure.js';
import { classMapTable, worstUnitsFigure } from '../../../src/figures/classes/worstUnitsFigure.js';
import { resolvePaint } from '../../../src/figures/paint.js';
import { ownColours, paletteOf } from '../../../src/figures/palettes.js';
import { classMap, worstUnits } from '../../../src/results/derive/classMap.js';
import { sampleResult } from '../../results/sampleResult.js';
import { seededNetwork } from '../../webview/seededNetwork.js';
import { room, texts, textsFit } from '../room.js';

const theme = { background: '#1f1f1f', text: '#cccccc', quietText: '#9d9d9d', border: '#333333' };
const palette = paletteOf('dark', theme, { interface: 'sans-serif', code: 'monospace' });
const network = classMap(seededNetwork([256, 256]), 'zero')!;
const sample = classMap(sampleResult(), 'zero')!;

describe('the drawing of units and classes', () => {
  it('has a column for each unit that is not folded, in the order asked for', () => {
    const figure = classMapFigure(sample, 'index', 'image', room(900));
    // Lost of one class each: 2, 0, 5, 36, 0, -2, 0, 5 and 3, 0, 6, 0, 5, 1.
    expect(figure.targets.map(({ id }) => id)).toEqual([0, 2, 3, 5, 7, 8, 10, 12]);
    expect(classMapFigure(sample, 'cost', 'image', room(900)).targets.map(({ id }) => id)).toEqual([
      3, 2, 7, 0, 5, 10, 12, 8,
    ]);
  });

  it('says how many are folded away, and names the classes hurt most below', () => {
    const words = texts(classMapFigure(sample, 'hurt', 'image', room(900)).marks).map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['fc1', 'fc2', '36 lost', '2 gained']));
    expect(words.join(' ')).toContain('5 of 8');
    const alone = classMapFigure(
      { ...sample, layers: sample.layers.slice(0, 1) },
      'hurt',
      'image',
      room(400),
    );
    expect(texts(alone.marks).map(({ text }) => text)).toContain('5 of 8');
    const big = texts(classMapFigure(network, 'hurt', 'image', room(900)).marks).map(({ text }) => text);
    expect(big.join(' ')).toMatch(/\d+ units that change a class by 2 images or more; \d+ folded away/);
  });

  it('draws cells of one count as one mark', () => {
    const { marks, targets } = classMapFigure(network, 'hurt', 'image', room(900));
    const cells = targets.length * 10;
    const paths = marks.flatMap((mark) =>
      mark.kind === 'path' && typeof mark.fill === 'object' ? [mark.d.split('M').length - 1] : [],
    );
    expect(paths.reduce((sum, count) => sum + count, 0)).toBe(cells);
    expect(marks.length).toBeLessThan(200);
  });

  it.each([260, 340, 520, 900, 1180])('stays inside %i pixels', (width) => {
    for (const map of [sample, network]) {
      const figure = classMapFigure(map, 'hurt', 'image', room(width));
      expect(textsFit(figure.marks, room(width))).toBe(true);
      for (const target of figure.targets) expect(target.x + target.width).toBeLessThanOrEqual(width);
      const worst = worstUnitsFigure(map, 'image', room(width));
      expect(textsFit(worst.marks, room(width))).toBe(true);
    }
  });

  it('draws 27,000 units as columns that can be seen, by a higher bar', () => {
    const map = classMap(seededNetwork([9000, 9000, 9000]), 'zero')!;
    const { targets, marks } = classMapFigure(map, 'hurt', 'image', room(900));
    expect(targets.length).toBeLessThan(3 * 600);
    expect(marks.length).toBeLessThan(500);
  });

  it('says where no unit of a layer changes a class', () => {
    const quiet = { ...sample, layers: [{ ...sample.layers[0], units: sample.layers[0].units.slice(1, 2) }] };
    const figure = classMapFigure(quiet, 'hurt', 'image', room(900));
    expect(figure.targets).toEqual([]);
    expect(texts(figure.marks).map(({ text }) => text)).toContain(
      'none of 1 unit changes a class by 2 images or more',
    );
  });
});

describe('the worst units in numbers', () => {
  it('are spelled out by class, in letters that can be read on their cells', () => {
    const figure = worstUnitsFigure(sample, 'image', room(600));
    const words = texts(figure.marks);
    expect(figure.targets.map(({ id }) => id)).toEqual(worstUnits(sample, 12).map(({ flat }) => flat));
    const { fill = 'text' } = words.find(({ text, align }) => text === '36' && align === 'middle')!;
    // The brightest cell of the dark theme, and the darkest of the light one.
    expect(resolvePaint(fill, palette)).toBe(theme.background);
    const light = paletteOf('light', { ...theme, background: '#ffffff', text: '#3b3b3b' }, palette.fonts);
    expect(resolvePaint(fill, light)).toBe('#ffffff');
    expect(ownColours.light.ramps.lost.at(-1)).toBe('#7f2b00');
  });

  it('sum up the classes that there is no room for', () => {
    const words = texts(worstUnitsFigure(network, 'image', room(260)).marks).map(({ text }) => text);
    expect(words).toContain('rest');
  });

  it('are a table too', () => {
    const table = classMapTable(sample, worstUnits(sample, 2), 'worst');
    expect(table.columns.map(({ name }) => name)).toEqual(['unit', 'cat', 'dog', 'bird', 'all']);
    expect(table.rows).toEqual([
      ['fc1[3]', 36, 0, 0, 36],
      ['fc2[2]', 6, 0, 0, 6],
    ]);
  });
});
