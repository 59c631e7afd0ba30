import type { Locator, Page } from 'playwright-core';

/** The box at the top of the window in which VS Code asks: quick picks, input boxes, the command palette. */
export interface QuickInput {
  readonly box: Locator;
  /** The labels that are offered, from the top. */
  labels(): Promise<readonly string[]>;
  /**
   * Chooses the entry whose label has these words, by a click.
   *
   * @param typed what is typed to find it; by default its words
   */
  choose(label: string, typed?: string): Promise<void>;
  /** Answers an input box. */
  type(text: string): Promise<void>;
  dismiss(): Promise<void>;
}

export function quickInputOf(page: Page): QuickInput {
  const box = page.locator('.quick-input-widget:visible');
  const rows = box.locator('.quick-input-list .monaco-list-row');
  return {
    box,
    async labels() {
      await rows.first().waitFor();
      return rows.locator('.label-name').allTextContents();
    },
    async choose(label, typed = label) {
      await box.locator('input[type="text"]').fill(typed);
      const row = rows.filter({ has: page.locator('.label-name').filter({ hasText: exactly(label) }) });
      await row.first().click();
    },
    async type(text) {
      await box.locator('input[type="text"], input[type="password"]').fill(text);
      await page.keyboard.press('Enter');
    },
    async dismiss() {
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'hidden' });
    },
  };
}

/** These words and no others; icons before them are no text. */
function exactly(label: string): RegExp {
  return new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
