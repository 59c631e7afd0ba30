import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import type { ViewData } from '../../../webview/views/view.js';

/** A result as a view is given it. */
export function viewData(result: ResultFile, replacement: string | null = 'zero'): ViewData {
  return {
    result,
    rows: unitRows(result, replacement),
    replacement,
    isStale: false,
    id: 'one',
    comparable: [{ id: 'one', model: result.model.file, data: result.dataset.name }],
  };
}
