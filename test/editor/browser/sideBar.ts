import type { Locator, Page } from 'playwright-core';

/** The activity bar and what it shows at the window's side: the explorer, and the views of extensions. */
export interface SideBar {
  /** Shows a view container by the words of its icon in the activity bar, as `Explorer`. */
  show(container: string): Promise<void>;
  /** A file in the explorer. */
  file(name: string): Locator;
  /** Opens the context menu of a file in the explorer. */
  openMenuOf(file: string): Promise<void>;
  /** Selects a file, then others as with Ctrl held. */
  selectFiles(...names: readonly string[]): Promise<void>;
  /** A row of the tree that is on the screen, by words of it. */
  row(words: string | RegExp): Locator;
  /** Opens a row of the tree that is on the screen, where it is closed. */
  expand(words: string | RegExp): Promise<void>;
  /** The rows of the tree that are on the screen, as read from left to right; long trees draw only what is in sight. */
  rows(): Promise<readonly string[]>;
}

export function sideBarOf(page: Page): SideBar {
  const file = (name: string): Locator =>
    page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: page.getByText(name, { exact: true }) });
  const rows = page.locator('.sidebar .tree-explorer-viewlet-tree-view .monaco-list-row');
  const row = (words: string | RegExp): Locator => rows.filter({ hasText: words }).first();
  return {
    async show(container) {
      const icon = page.locator('.activitybar .action-item').filter({
        has: page.locator(`.action-label[aria-label^="${container}"]`),
      });
      if ((await icon.first().getAttribute('aria-expanded')) === 'true') return;
      if (!((await icon.first().getAttribute('class')) ?? '').includes('checked')) await icon.first().click();
    },
    file,
    async openMenuOf(name) {
      await file(name).click({ button: 'right' });
    },
    async selectFiles(first, ...others) {
      if (first === undefined) return;
      await file(first).click();
      for (const name of others) await file(name).click({ modifiers: ['ControlOrMeta'] });
    },
    row,
    async expand(words) {
      const target = row(words);
      await target.waitFor();
      if ((await target.getAttribute('aria-expanded')) === 'false') {
        await target.locator('.monaco-tl-twistie').click();
      }
    },
    async rows() {
      await rows.first().waitFor();
      return (await rows.all()).length === 0 ? [] : rows.allInnerTexts();
    },
  };
}
