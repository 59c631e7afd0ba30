import type { Locator, Page } from 'playwright-core';

/** The activity bar and what it shows at the window's side: the explorer, and the views of extensions. */
export interface SideBar {
  /** Shows a view container by the words of its icon in the activity bar, as `Explorer`. */
  show(container: string): Promise<void>;
  /** A file in the explorer. */
  file(name: string): Locator;
  /** Opens the context menu of a file in the explorer. */
  openMenuOf(file: string): Promise<void>;
  /** A row of the tree that is on the screen, by its label, or by a pattern of all that stands in it. */
  row(words: string | RegExp): Locator;
  /** Opens the context menu of a row. */
  openMenuOfRow(words: string | RegExp): Promise<void>;
  /** Presses a button that a row shows when the mouse is over it, by its words. */
  pressInRow(words: string | RegExp, action: string): Promise<void>;
  /** Opens a row where it is closed, and waits for what is in it. */
  expand(words: string | RegExp): Promise<void>;
  /** Label and description of the tree's rows, from the top; a long tree draws only those in sight. */
  rows(): Promise<readonly string[]>;
}

/** What is asked of a row's element in the page. */
interface RowElement {
  readonly dataset: { readonly index?: string };
  querySelectorAll(selector: string): Iterable<{ readonly textContent: string }>;
}

export function sideBarOf(page: Page): SideBar {
  const file = (name: string): Locator =>
    page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: page.getByText(name, { exact: true }) });
  const rows = page.locator('.sidebar .tree-explorer-viewlet-tree-view .monaco-list-row');
  const row = (words: string | RegExp): Locator =>
    rows
      .filter(
        typeof words === 'string'
          ? { has: page.locator('.label-name').getByText(words, { exact: true }) }
          : { hasText: words },
      )
      .first();
  return {
    async show(container) {
      const icon = page
        .locator('.activitybar .action-item')
        .filter({ has: page.locator(`.action-label[aria-label^="${container}"]`) });
      // A click on the icon of what is shown already would hide it.
      const classes = (await icon.getAttribute('class')) ?? '';
      if (!classes.includes('checked')) await icon.click();
    },
    file,
    openMenuOf: (name) => file(name).click({ button: 'right' }),
    row,
    openMenuOfRow: (words) => row(words).click({ button: 'right' }),
    async pressInRow(words, action) {
      await row(words).hover();
      await row(words).locator(`.action-label[aria-label="${action}"]`).click();
    },
    async expand(words) {
      const open = async (): Promise<void> => {
        const closed = (await row(words).getAttribute('aria-expanded')) === 'false';
        if (closed) await row(words).locator('.monaco-tl-twistie').click();
        // A tree says that a row is open before it knows what is in it.
        const [place, level] = await Promise.all(
          ['data-index', 'aria-level'].map(async (name) => Number(await row(words).getAttribute(name))),
        );
        await page
          .locator(`.sidebar .monaco-list-row[data-index="${place + 1}"][aria-level="${level + 1}"]`)
          .waitFor({ timeout: 8000 });
      };
      // A click is lost where the tree is drawn anew in the same moment.
      await open().catch(open);
    },
    async rows() {
      await rows.first().waitFor();
      const read = await rows.evaluateAll((elements: RowElement[]) =>
        elements.map((element) => ({
          index: Number(element.dataset.index),
          parts: [...element.querySelectorAll('.label-name, .label-description')].map(
            (part) => part.textContent,
          ),
        })),
      );
      // Rows are drawn again when the tree is scrolled or opened, and stand in the page in the order of drawing.
      read.sort((a, b) => a.index - b.index);
      return read.map(({ parts }) => parts.join(' ').replaceAll(/\s+/g, ' ').trim());
    },
  };
}
