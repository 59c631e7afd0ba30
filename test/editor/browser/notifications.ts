import type { Locator, Page } from 'playwright-core';

export interface ShownNotification {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** The words of its buttons. */
  readonly actions: readonly string[];
}

/** What VS Code tells in its corner, and keeps in the notification centre. */
export interface Notifications {
  /** The notification with these words, as it appears in the corner. */
  toast(words: string | RegExp): Locator;
  /** What the notification with these words says and offers, once it is in the corner. */
  read(words: string | RegExp): Promise<ShownNotification>;
  /** Waits until VS Code shows the next in the corner: after three within 800 ms, it keeps them for its centre. */
  calm(): Promise<void>;
  /** Presses a button of the notification with these words. */
  press(words: string | RegExp, action: string): Promise<void>;
  /** Everything in the notification centre, newest first; opens it, and closes it again. */
  all(): Promise<readonly ShownNotification[]>;
}

export function notificationsOf(page: Page, runCommand: (title: string) => Promise<void>): Notifications {
  const toast = (words: string | RegExp): Locator =>
    page.locator('.notifications-toasts .notification-list-item').filter({ hasText: words }).first();
  return {
    toast,
    async read(words) {
      await toast(words).waitFor();
      return read(toast(words));
    },
    async calm() {
      await page.waitForTimeout(1000);
    },
    async press(words, action) {
      await toast(words)
        .locator('.notification-list-item-buttons-container')
        .getByText(action, { exact: true })
        .click();
    },
    async all() {
      await runCommand('Notifications: Show Notifications');
      const centre = page.locator('.notifications-center.visible');
      await centre.waitFor();
      const items = await centre.locator('.notification-list-item').all();
      const shown = await Promise.all(items.map(read));
      await runCommand('Notifications: Hide Notifications');
      await centre.waitFor({ state: 'hidden' });
      return shown;
    },
  };
}

async function read(item: Locator): Promise<ShownNotification> {
  const icon = (await item.locator('.notification-list-item-icon').getAttribute('class')) ?? '';
  return {
    severity: icon.includes('codicon-error')
      ? 'error'
      : icon.includes('codicon-warning')
        ? 'warning'
        : 'info',
    message: (await item.locator('.notification-list-item-message').innerText()).trim(),
    actions: await item.locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts(),
  };
}
