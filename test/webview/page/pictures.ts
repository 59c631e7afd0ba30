// Takes pictures of the panel in four themes and three widths, to be looked at beside the design's. From the root:
//   node --import ./scripts/typescript.mjs test/webview/page/pictures.ts RESULT.importance.json [FOLDER] [NAME...]
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseResult } from '../../../src/results/schema.js';
import { findBrowser } from '../../editor/vscode/browser.js';
import { launchBrowser } from '../../editor/vscode/launchBrowser.js';
import { openPanel, servePanel } from './panelPage.js';
import { stateNames, states } from './states.js';
import { themeNames } from './themes.js';

const [file, folder = 'coverage/pictures', ...only] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the result to show.');
const wanted = (name: string): boolean => only.length === 0 || only.includes(name);
mkdirSync(folder, { recursive: true });
const shown = states(parseResult(JSON.parse(readFileSync(file, 'utf8')), file));
const server = await servePanel();
const browser = await launchBrowser(await findBrowser());
for (const theme of themeNames) {
  for (const [name, width] of Object.entries({ wide: 1100, middle: 700, narrow: 380 })) {
    const panel = await openPanel(browser, server.url, { theme, width, height: 840 });
    const take = async (what: string): Promise<void> => {
      await panel.page.waitForTimeout(200);
      await panel.page.screenshot({ path: join(folder, `${what}-${name}-${theme}.png`) });
    };
    for (const what of stateNames.filter(wanted)) {
      await panel.tell({ type: 'state', state: shown[what] });
      await take(what);
    }
    await panel.close();
    if (wanted('selectivity')) {
      const saved = { tab: 'selectivity' };
      const plot = await openPanel(browser, server.url, { theme, width, height: 840, saved });
      await plot.tell({ type: 'state', state: shown.result });
      await plot.page.waitForTimeout(400);
      await plot.page.screenshot({ path: join(folder, `selectivity-${name}-${theme}.png`) });
      await plot.close();
    }
    for (const complaint of panel.complaints) console.log(theme, name, complaint);
  }
}
await browser.close();
server.close();
