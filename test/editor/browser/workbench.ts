import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import type { CodeServer } from '../vscode/codeServer.js';
import { notificationsOf, type Notifications } from './notifications.js';
import { quickInputOf, type QuickInput } from './quickInput.js';
import { sideBarOf, type SideBar } from './sideBar.js';
import { recordTraffic, type Traffic } from './traffic.js';

const screenshots = join(import.meta.dirname, '../../../dist/screenshots');

/** VS Code's window, operated as a person does: by what is on the screen, with mouse and keyboard. */
export interface Workbench {
  readonly page: Page;
  readonly traffic: Traffic;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly sideBar: SideBar;
  /** Leaves the folder that is open, and opens this one: a new window for VS Code, which remembers the old. */
  open(folder: string): Promise<void>;
  /** Runs a command from the palette by its title, as `Unit Importance: Show Log`. */
  runCommand(title: string): Promise<void>;
  /** Chooses an entry of the menu that is open, by its exact words. */
  chooseFromMenu(entry: string): Promise<void>;
  /** The entries of the menu that is open, from the top. */
  menuEntries(): Promise<readonly string[]>;
  /** The inside of the webview that is on the screen; `index` counts where there are several. */
  webview(index?: number): FrameLocator;
  /** Shows one of the panel's tabs, by its name; where there is no room for tabs, by the list in their place. */
  openPanelTab(name: string): Promise<void>;
  /** The tab of an open editor. */
  editorTab(title: string): Locator;
  chooseTheme(label: ThemeLabel): Promise<void>;
  /** A picture of the whole window, dist/screenshots/NAME.png. */
  screenshot(name: string): Promise<void>;
}

/** The four themes that everything is looked at in, by their labels, and the class that the window then has. */
const themes = {
  'Dark Modern': 'vs-dark',
  'Light Modern': 'vs',
  'Dark High Contrast': 'hc-black',
  'Light High Contrast': 'hc-light',
} as const;

export type ThemeLabel = keyof typeof themes;

export const themeLabels = Object.keys(themes) as readonly ThemeLabel[];

/** VS Code's own marks of its start: extensions are known, and the commands of all its parts are there. */
const readyMarks = ['code/didLoadExtensions', 'code/didCreateWorkbenchContributions/3'];

/** Opens VS Code in a page with a memory of its own. It shows no folder before `open` is called. */
export async function openWorkbench(browser: Browser, server: CodeServer): Promise<Workbench> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(20_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const traffic = recordTraffic(context, server.host);
  const page = await context.newPage();
  const quickInput = quickInputOf(page);
  const runCommand = async (title: string): Promise<void> => {
    await page.keyboard.press('F1');
    await quickInput.choose(title, `>${title}`);
  };
  const menu = page.locator('.monaco-menu:visible .action-item:not(.disabled)');
  const webview: Workbench['webview'] = (index = 0) =>
    page
      .locator('iframe.webview.ready:visible')
      .nth(index)
      .contentFrame()
      .frameLocator('iframe#active-frame');
  return {
    page,
    traffic,
    quickInput,
    notifications: notificationsOf(page, runCommand),
    sideBar: sideBarOf(page),
    async open(folder) {
      // VS Code writes down what it wants to remember when its page is left.
      await page.goto('about:blank');
      await page.goto(server.address(folder));
      await page.waitForFunction(
        (marks) => marks.every((mark) => performance.getEntriesByName(mark).length > 0),
        readyMarks,
        { timeout: 60_000 },
      );
    },
    runCommand,
    async chooseFromMenu(entry) {
      await menu.first().waitFor();
      // A menu heeds no mouse for its first tenth of a second, lest the click that opened it choose as well.
      await page.waitForTimeout(150);
      await menu.filter({ has: page.getByText(entry, { exact: true }) }).click();
    },
    async menuEntries() {
      await menu.first().waitFor();
      return (await menu.locator('.action-label').allTextContents()).filter((label) => label !== '');
    },
    webview,
    async openPanelTab(name) {
      const tab = webview().getByRole('tab', { name, exact: true });
      const list = webview().getByRole('combobox', { name: 'View' });
      await tab.or(list).filter({ visible: true }).first().click();
      if (await list.isVisible()) await webview().getByRole('option', { name, exact: true }).click();
    },
    editorTab: (title) => page.locator('.tabs-container .tab').filter({ hasText: title }),
    async chooseTheme(label) {
      await runCommand('Preferences: Color Theme');
      await quickInput.choose(label);
      await page.locator(`.monaco-workbench.${themes[label]}`).waitFor();
    },
    async screenshot(name) {
      await mkdir(screenshots, { recursive: true });
      // Menus and toasts fade in, even with reduced motion.
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
  };
}
