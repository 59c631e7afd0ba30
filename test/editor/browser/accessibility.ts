import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FrameLocator } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with a page: each rule that is broken, with the elements that break it. */
export async function violationsIn(page: FrameLocator): Promise<readonly string[]> {
  const body = await page.locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  if (!frame) throw new Error('There is no page to look at.');
  await frame.evaluate(axe);
  const { passes, violations } = await frame.evaluate<AxeResults>('axe.run()');
  if (passes.length === 0) throw new Error('axe-core saw nothing that it has a rule for.');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
