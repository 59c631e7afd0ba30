import { describe, expect, it } from 'vitest';
import { cardSamples } from '../../src/results/derive/cardGalleries.js';
import { unitRows } from '../../src/results/derive/unitRows.js';
import type { StoredSample } from '../../src/results/unitDetail.js';
import { reportPage } from '../../src/report/reportPage.js';
import { sampleResult } from '../results/sampleResult.js';
import { seededDetail } from '../webview/seededDetail.js';

const result = sampleResult();
const details = [seededDetail(result, 3), seededDetail(result, 10)];
const rows = unitRows(result, 'zero');
const shown = new Set(details.flatMap((detail) => cardSamples(result, rows[detail.unit], detail)));

const withSamples = (make: (sample: number) => StoredSample) =>
  reportPage([
    { result, details: { details, samples: new Map([...shown].map((i) => [i, make(i)] as const)) } },
  ]);

const picture = (sample: number): StoredSample => ({
  ...{ kind: 'picture', sample, label: 0, width: 200, height: 100, channels: 1 },
  pixels: new Uint8Array(20_000).fill(sample),
});

describe('cards of units in a report', () => {
  it('show each unit with its words, its figure, and the samples that tell what it does', async () => {
    const html = await withSamples(picture);
    const cards = html.split('<article').slice(1);
    expect(cards.map((card) => /aria-label="([^"]*)"/.exec(card)?.[1])).toEqual(['fc1[3]', 'fc2[2]']);
    expect(cards[0]).toContain('fc1[3] by class: mean activity, activity of each image, images lost');
    expect(cards[0]).toContain('Rank 1 of 14 by images lost.');
    expect(cards[0]).toContain('Turned wrong');
    const [tile] =
      /<div class="sample" role="img" aria-label="image \d+, labelled [^"]*"[\s\S]*?<\/div>/.exec(cards[0])!;
    expect(tile).toContain('<img src="data:image/png;base64,');
    // Shown small, kept small.
    expect(tile).toContain('width="96" height="48"');
  });

  it('show few values as numbers and many as a curve, with the number of the sample', async () => {
    const html = await withSamples((sample) => ({
      ...{ kind: 'values', sample, label: 0 },
      values: sample % 2 === 0 ? Float32Array.of(5.1, 3.5) : Float32Array.from({ length: 50 }, Math.sin),
    }));
    expect(html).toContain('<span>5.10 3.50</span>');
    expect(html).toMatch(/<polyline points="0\.0,/);
    expect(html).toMatch(/<span class="quiet">#\d+ <\/span>/);
  });

  it('are left out with a sentence that says why, or without one where nobody wanted them', async () => {
    const why = 'Cards of single units are left out: pets.onnx has changed.';
    expect(await reportPage([{ result, details: { why } }])).toContain(`<p class="note">${why}</p>`);
    expect(await reportPage([{ result }])).not.toContain('id="cards"');
  });
});
