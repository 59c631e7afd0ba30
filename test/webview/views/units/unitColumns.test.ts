import { describe, expect, it } from 'vitest';
import { unitRows } from '../../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../../src/results/schema.js';
import { columnsThatFit } from '../../../../webview/table/columnsThatFit.js';
import { unitColumns } from '../../../../webview/views/units/unitColumns.js';
import { countedSoFar, deletedSoFar, estimated } from '../../../results/inexactResults.js';
import { sampleResult } from '../../../results/sampleResult.js';
import { seededNetwork } from '../../seededNetwork.js';
import { viewData } from '../viewData.js';

const columnsOf = (result: ResultFile, replacement: string | null) =>
  unitColumns(viewData(result, replacement));
const ids = (columns: readonly { id: string }[]) => columns.map(({ id }) => id);

describe('the columns of the Units table', () => {
  it("names what is lost by the data's own noun", () => {
    const result = sampleResult();
    result.dataset.noun = 'review';
    expect(columnsOf(result, 'zero')[1].title).toBe('Reviews lost');
  });

  it('say of what is lost that it is estimated, or counted so far', () => {
    const exact = sampleResult();
    const titles = [estimated(exact), countedSoFar(exact, 1024), deletedSoFar(exact, 5, 10_000)].map(
      (result) => columnsOf(result, 'zero').find(({ id }) => id === 'lost')?.title,
    );
    expect(titles).toEqual(['Images lost, about', 'Images lost so far', 'Images lost']);
  });

  it('are only those that were measured', () => {
    const result = sampleResult();
    for (const layer of result.layers) {
      layer.units = { silentSamples: layer.units.silentSamples, selectivity: layer.units.selectivity };
    }
    expect(ids(columnsOf(result, null))).toEqual(['unit', 'selectivity']);
  });

  it("leave in the design's order when it gets narrow: bits, loss, activity, hurts most", () => {
    const columns = columnsOf(seededNetwork([40]), 'zero');
    const all = ids(columns);
    const left: string[] = [];
    let before = all;
    for (let room = 1200; room > 0; room--) {
      const now = ids(columnsThatFit(columns, room));
      left.push(...before.filter((id) => !now.includes(id)));
      before = now;
    }
    expect(left).toEqual(['bits', 'loss', 'classes', 'hurts']);
  });

  it('fit whole, bits apart, beside the code in half a usual window', () => {
    expect(ids(columnsThatFit(columnsOf(seededNetwork([256, 256]), 'zero'), 654))).toEqual([
      'unit',
      'lost',
      'loss',
      'selectivity',
      'classes',
      'hurts',
    ]);
  });

  it('sort by the class hurt most where that was kept', () => {
    const columns = columnsOf(sampleResult(), 'zero');
    const hurts = columns.find(({ id }) => id === 'hurts')!;
    const row = unitRows(sampleResult(), 'zero')[3];
    expect(hurts.value(row)).toBe(36);
  });
});
