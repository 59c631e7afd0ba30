import type { Locator, Page } from 'playwright-core';

/** The box at the top of the window in which VS Code asks: quick picks, input boxes, the command palette. */
export interface QuickInput {
  readonly box: Locator;
  /** The labels that are offered, from the top. */
  labels(): Promise<readonly string[]>;
  /**
   * Chooses the entry with this label, by a click.
   *
   * @param typed what is typed to find it; by default its label
   */
  choose(label: string, typed?: string): Promise<void>;
  /** Answers an input box. */
  type(text: string): Promise<void>;
  dismiss(): Promise<void>;
}

export function quickInputOf(page: Page): QuickInput {
  const box = page.locator('.quick-input-widget:visible');
  const rows = box.locator('.quick-input-list .monaco-list-row');
  // What stands behind a label has the same class; it comes second. So does a row of details.
  const label = '.quick-input-list-row:first-child .monaco-icon-name-container .label-name';
  const input = box.locator('input:not([type="checkbox"])');
  return {
    box,
    async labels() {
      await rows.first().waitFor();
      return (await rows.locator(label).allTextContents()).map((text) => text.trim());
    },
    async choose(words, typed = words) {
      await input.fill(typed);
      await rows
        .filter({ has: page.locator(label).filter({ hasText: exactly(words) }) })
        .first()
        .click();
    },
    async type(text) {
      await input.fill(text);
      await page.keyboard.press('Enter');
    },
    async dismiss() {
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'hidden' });
    },
  };
}

/** These words and no others, but for the space that an icon before them leaves. */
function exactly(words: string): RegExp {
  return new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
