import { describe, expect, it } from 'vitest';
import { analyseSummary } from '../../../src/cli/analyseSummary.js';
import { reportPage } from '../../../src/report/reportPage.js';
import { lossOpening, lossTables } from '../../../src/results/derive/lossTables.js';
import { intactShare, taskSentence } from '../../../src/results/derive/task.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { measuredSample } from '../measuredSample.js';
import { regressionResult } from '../regressionResult.js';

/** Words that would claim right answers. */
const ofAccuracy = /correct|accura|images lost|lost|right when|chance|\b0 images|costs no/i;

describe('a result that knows nothing but a loss', () => {
  it('lists units by the rise in loss', () => {
    const result = regressionResult();
    const [, units] = lossTables(result, 'zero');
    const rises = result.layers.flatMap(({ id, units: { ablation } }) =>
      ablation!['zero'].loss!.map((loss, i) => ({
        name: `${id}[${i}]`,
        rise: loss! - result.baseline.loss!,
      })),
    );
    const highest = rises.reduce((most, one) => (one.rise > most.rise ? one : most));
    expect(units.rows[0]).toEqual([highest.name, `+${highest.rise.toFixed(4)}`]);
    expect(units.rows).toHaveLength(rises.length);
    expect(lossOpening(result, 'zero').answer).toBe(
      `Deleting ${highest.name} raises the error most, by ${highest.rise.toFixed(4)}`,
    );
  });

  it('tells of losses under curves and noise', () => {
    const titles = lossTables(regressionResult(), 'zero').map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(['Layers', 'Units, costliest first']));
    expect(titles.join()).toMatch(/removed: mean loss.*Noise on every unit: mean loss/);
  });

  it('claims no right answers: on the command line, in a report, of a unit', async () => {
    const result = regressionResult();
    expect(analyseSummary(result, 'r.json', 100, (_, text) => text)).not.toMatch(ofAccuracy);
    const body = /<body>.*<\/body>/s.exec(await reportPage([{ result }]))![0];
    expect(body.replaceAll(/<[^>]+>/g, ' ')).not.toMatch(ofAccuracy);
    expect(unitRows(result, 'zero').every(({ lost, beyondChance }) => lost === null && !beyondChance)).toBe(
      true,
    );
    expect(intactShare(result)).toBe(`loss ${result.baseline.loss!.toFixed(4)}`);
  });
});

describe('a task that is none of one class a sample', () => {
  it('is told on the command line', () => {
    const result = measuredSample();
    result.dataset.task = 'multi-label';
    expect(taskSentence(result)).toMatch(/an image counts as right where every label is told right/);
    expect(analyseSummary(result, 'r.json', 300, (_, text) => text)).toContain('every label is told right');
  });
});
