import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.js';

/** The panel as it is used without a mouse. */
export interface PanelKeyboard {
  /** Leads the focus from wherever it is into the panel. */
  enter(): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  /** Presses Tab until the focus is on this, or in it. */
  tabTo(control: Locator): Promise<void>;
  /** As `tabTo`, backwards. */
  tabBackTo(control: Locator): Promise<void>;
}

/** As many stops as there may be on the way. */
const mostStops = 60;

export function panelKeyboard({ page, quickInput }: Workbench): PanelKeyboard {
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const go = async (key: string, control: Locator): Promise<void> => {
    await control.waitFor();
    for (let stop = 0; stop < mostStops; stop++) {
      if (await control.evaluate((element: FocusElement) => element.matches(':focus, :focus-within'))) return;
      await press(key);
    }
    throw new Error(`${key} does not lead to ${String(control)}.`);
  };
  return {
    press,
    async enter() {
      const command = 'View: Focus Active Editor Group';
      await press('F1');
      // From inside the panel the key comes to the window a moment later.
      await quickInput.box.waitFor();
      await page.keyboard.insertText(command);
      await quickInput.box.locator('.monaco-list-row.focused').filter({ hasText: command }).waitFor();
      await press('Enter');
      await quickInput.box.waitFor({ state: 'hidden' });
    },
    tabTo: (control) => go('Tab', control),
    tabBackTo: (control) => go('Shift+Tab', control),
  };
}

/** What is asked of an element in the page. */
interface FocusElement {
  matches(selectors: string): boolean;
}
