import { join, parse } from 'node:path';
import type { ResultFile } from '../../../src/results/schema.js';
import { readResult } from '../../../src/results/store.js';
import type { Session } from './session.js';

/**
 * Analyses a model by its menu in the explorer, on data that lie beside it; the panel is open then.
 * @returns what the result file holds.
 */
export async function analyse(
  { workbench, folder }: Session,
  model: string,
  data: string,
): Promise<ResultFile> {
  await workbench.sideBar.show('Explorer');
  await workbench.sideBar.openMenuOf(model);
  await workbench.chooseFromMenu('Analyse Unit Importance');
  await workbench.quickInput.choose(data);
  // The panel of another model may be the one on the screen until then.
  const panel = workbench.webview();
  await panel.locator('header').getByText(model, { exact: true }).waitFor();
  await panel.getByText('up to date').waitFor({ timeout: 90_000 });
  return readResult(join(folder, resultName(model, data)));
}

/** The name of the result file of a model and its data. */
export function resultName(model: string, data: string): string {
  return `${parse(model).name}.${data.replace(/\.dataset\.json$/, '')}.importance.json`;
}
