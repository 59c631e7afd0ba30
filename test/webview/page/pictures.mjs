// Takes pictures of the panel in four themes and three widths, to be looked at beside the design's:
//   node test/webview/page/pictures.mjs RESULT.importance.json [FOLDER]
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser, openPanel, servePanel, tell } from './panelPage.mjs';
import { states } from './states.mjs';
import { themes } from './themes.mjs';

const [file, folder = 'coverage/pictures'] = process.argv.slice(2);
if (file === undefined) {
  console.error('Say which result to show: node test/webview/page/pictures.mjs RESULT.importance.json');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const result = JSON.parse(readFileSync(file, 'utf8'));
const shown = states(result);
const widths = { wide: 1100, middle: 700, narrow: 380 };
const server = await servePanel();
const browser = await launchBrowser();
for (const theme of Object.keys(themes)) {
  for (const [name, width] of Object.entries(widths)) {
    const { page, complaints } = await openPanel(browser, server.url, { theme, width, height: 840 });
    const take = async (what) => {
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(folder, `${what}-${name}-${theme}.png`) });
    };
    for (const [what, state] of Object.entries(shown)) {
      await tell(page, { type: 'state', state });
      await take(what);
    }
    await tell(page, { type: 'state', state: shown.result });
    if (width < 520) {
      await page.locator('.tab-choice vscode-dropdown').click();
      await page.locator('.tab-choice vscode-option', { hasText: 'Selectivity' }).click();
    } else {
      await page.locator('[role=tab]', { hasText: 'Selectivity' }).click();
    }
    await take('selectivity');
    await page.context().close();
    for (const complaint of complaints) console.log(theme, name, complaint);
  }
}
await browser.close();
server.close();
