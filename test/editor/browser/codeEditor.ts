import type { Locator, Page } from 'playwright-core';

/** The text editor that is on the screen, as someone with a mouse sees it. */
export interface CodeEditor {
  /** A line by what stands in it; the editor draws spaces that don't break. */
  line(words: RegExp): Locator;
  /** Puts the cursor in a line, by its number, which brings that to the middle. */
  goTo(line: number): Promise<void>;
  /** Rests the pointer on a word of a line until the editor tells of it, and returns what it tells. */
  hover(line: RegExp, word: string): Promise<Locator>;
  /** What stands above a line by itself, by its words. */
  lens(words: string | RegExp): Locator;
}

export function codeEditorOf(page: Page): CodeEditor {
  const line = (words: RegExp): Locator => page.locator('.view-line').filter({ hasText: words }).first();
  return {
    line,
    async goTo(number) {
      await page.locator('.monaco-editor:visible .view-lines').first().click();
      await page.keyboard.press('Control+G');
      await page.keyboard.type(String(number));
      await page.keyboard.press('Enter');
      await page.getByText(new RegExp(`Ln ${number}, `)).waitFor();
    },
    async hover(words, word) {
      const told = page.locator('.monaco-hover:visible .hover-contents').filter({ hasText: /\S/ });
      // What was told of before has to go first.
      await page.mouse.move(5, 5);
      await told.first().waitFor({ state: 'hidden' });
      const target = line(words).locator('span > span').filter({ hasText: word }).last();
      const box = await target.boundingBox();
      if (!box) throw new Error(`${word} is not in sight.`);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
      await told.first().waitFor();
      return told.first();
    },
    lens: (words) => page.locator('.codelens-decoration a').filter({ hasText: words }).first(),
  };
}
