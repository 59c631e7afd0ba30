import { chromium, type Browser } from 'playwright-core';

/** Chromium for tests, which asks for nothing of its own. */
export function launchBrowser(program: string, ...more: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  });
}
