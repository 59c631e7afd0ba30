// npm run icon: draws media/icon.png from scripts/icon.svg, as the marketplace takes no SVG.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../test/editor/vscode/browser.js';

const size = 128;

const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const picture = await readFile(join(import.meta.dirname, 'icon.svg'), 'utf8');
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${picture}`);
  await page.screenshot({ path: join(import.meta.dirname, '../media/icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
