import { describe, expect, it } from 'vitest';
import { accuracyBar, type RightAnswers } from '../../../src/figures/delete/accuracyBar.js';
import { errorBar } from '../../../src/figures/delete/errorBar.js';
import { trailPlot, trailTable, type Trail } from '../../../src/figures/delete/trailPlot.js';

const room = { width: 400, measure: (text: string) => 6 * text.length };
const answers = (changes: Partial<RightAnswers> = {}): RightAnswers => ({
  now: 50,
  intact: 80,
  samples: 100,
  scope: 'all images',
  noun: 'image',
  isIntact: false,
  floor: 0.1,
  ...changes,
});

describe('the bar of right answers', () => {
  it('is as long as their share, and orange as long as the share lost', () => {
    const { marks, label } = accuracyBar(answers(), room);
    expect(marks).toContainEqual(expect.objectContaining({ kind: 'rect', fill: 'text', x: 0, width: 200 }));
    expect(marks).toContainEqual(expect.objectContaining({ kind: 'rect', fill: 'lost', x: 200, width: 120 }));
    expect(label).toBe('Right on all images: 50.0\u202f%, intact 80.0\u202f%; 30 images lost.');
  });

  it('shows a gain in the colour of gains', () => {
    const { marks } = accuracyBar(answers({ now: 90 }), room);
    expect(marks).toContainEqual(
      expect.objectContaining({ kind: 'rect', fill: 'gained', x: 320, width: 40 }),
    );
  });

  it('says where nothing is deleted', () => {
    expect(accuracyBar(answers({ now: 80, isIntact: true }), room).label).toMatch(/; nothing deleted\.$/);
  });
});

describe("the bar of a regression's error", () => {
  const errors = { intact: 0.2, now: 0.5, scope: 'all samples', isIntact: false };

  const about = (pixels: number): unknown => expect.closeTo(pixels, 9);

  it('is as long as the intact error, and orange as long as what is added', () => {
    const { marks, label } = errorBar(errors, room);
    // Nine tenths of the room stand for the larger error.
    expect(marks).toContainEqual(
      expect.objectContaining({ kind: 'rect', fill: 'text', x: 0, width: about(144) }),
    );
    expect(marks).toContainEqual(
      expect.objectContaining({ kind: 'rect', fill: 'lost', x: about(144), width: about(216) }),
    );
    expect(label).toBe('Mean squared error on all samples: 0.5000, intact 0.2000; +0.3000.');
  });

  it('shows less error in the colour of gains, and none at all without a bar', () => {
    const { marks, label } = errorBar({ ...errors, now: 0.1 }, room);
    expect(marks).toContainEqual(
      expect.objectContaining({ fill: 'gained', x: about(180), width: about(180) }),
    );
    expect(label).toContain('\u22120.1000');
    const nothing = errorBar({ ...errors, now: 0, intact: 0, isIntact: true }, room);
    expect(nothing.marks).toContainEqual(expect.objectContaining({ fill: 'text', width: 0 }));
  });
});

describe('the way against random orders', () => {
  const trail: Trail = {
    measure: 'right',
    unitCount: 10,
    floor: 0.1,
    points: [
      { deleted: 0, share: 0.8 },
      { deleted: 5, share: 0.4 },
    ],
    band: {
      orders: 3,
      points: [
        { removed: 0, lowest: 0.8, highest: 0.8 },
        { removed: 10, lowest: 0.1, highest: 0.2 },
      ],
    },
  };

  it('ends at the state that is shown, and says how random orders do there', () => {
    const { marks, label } = trailPlot(trail, room);
    expect(marks).toContainEqual(expect.objectContaining({ kind: 'dots', fill: 'lost' }));
    expect(marks).toContainEqual(expect.objectContaining({ text: 'you: 5 deleted' }));
    expect(marks).toContainEqual(expect.objectContaining({ text: 'grey: 3 random orders' }));
    expect(label).toBe(
      'Right answers by units deleted: 40.0\u202f% with 5 deleted. Random orders: 10.0\u202f% to 20.0\u202f% with 10 deleted.',
    );
  });

  it('claims nothing of random orders that were not measured', () => {
    const { marks, label } = trailPlot({ ...trail, band: null }, room);
    expect(label).not.toContain('Random');
    expect(marks.some((mark) => mark.kind === 'text' && mark.text.startsWith('grey'))).toBe(false);
  });

  it('of a regression reaches from 0 to the highest error', () => {
    const band = {
      orders: 2,
      points: [
        { removed: 0, lowest: 0.8, highest: 0.8 },
        { removed: 10, lowest: 3, highest: 4 },
      ],
    };
    const { marks, label } = trailPlot({ ...trail, measure: 'error', floor: 0, band }, room);
    const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts).toEqual(expect.arrayContaining(['0', '2.00', '4.00', '↑ error']));
    expect(label).toBe(
      'Mean squared error by units deleted: 0.4000 with 5 deleted. Random orders: 3.0000 to 4.0000 with 10 deleted.',
    );
  });

  it('has its numbers as a table', () => {
    expect(trailTable(trail).rows).toEqual([
      ['you', 0, 0.8, 0.8],
      ['you', 5, 0.4, 0.4],
      ['random', 0, 0.8, 0.8],
      ['random', 10, 0.1, 0.2],
    ]);
  });
});
