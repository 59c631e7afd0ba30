import type { Page } from 'playwright-core';

/** The panel at the window's foot in which output channels are read. */
export interface OutputPanel {
  /** The name of the channel that is shown. */
  channel(): Promise<string>;
  /** What stands in the channel, as far as it is in sight; lines are broken anywhere to fit. */
  text(): Promise<string>;
  close(): Promise<void>;
}

export function outputPanelOf(page: Page): OutputPanel {
  const panel = page.locator('.part.panel');
  return {
    channel: () => panel.locator('select').first().inputValue(),
    async text() {
      await panel.locator('.view-line').first().waitFor();
      const lines = await panel.locator('.view-line').allInnerTexts();
      return lines.join(' ').replaceAll(/\s+/g, ' ');
    },
    async close() {
      await panel.getByRole('button', { name: 'Hide Panel' }).click();
      await panel.waitFor({ state: 'hidden' });
    },
  };
}
