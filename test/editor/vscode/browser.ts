import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { findOnPath, isProgram, runCommand } from './commands.js';
import { canInstallPackages, installPackages } from './debianPackages.js';
import { VsCodeUnavailable } from './unavailable.js';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
];

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/**
 * The program of a browser that Playwright can drive: the one that `CHROMIUM` names, one that is installed, else
 * Debian's (as root), else Playwright's own.
 *
 * @throws VsCodeUnavailable where there is none and none can be fetched
 */
export async function findBrowser(): Promise<string> {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new VsCodeUnavailable(`CHROMIUM names ${named}, which is no program; name a Chromium or unset it.`);
  }
  return installedBrowser() ?? (await fetchBrowser());
}

function installedBrowser(): string | undefined {
  return (
    findOnPath(...names) ?? [...usualPlaces, chromium.executablePath()].find((place) => existsSync(place))
  );
}

async function fetchBrowser(): Promise<string> {
  try {
    if (await canInstallPackages()) {
      await installPackages('chromium', 'fonts-dejavu-core');
    } else {
      const playwright = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
      await runCommand(process.execPath, [join(playwright, 'cli.js'), 'install', 'chromium'], {
        timeout: 300_000,
      });
    }
  } catch (error) {
    throw new VsCodeUnavailable(
      `there is no Chromium, Chrome or Edge here, and none could be fetched (${(error as Error).message}); install one, or name it in CHROMIUM.`,
    );
  }
  const browser = installedBrowser();
  if (browser === undefined) {
    throw new VsCodeUnavailable('Chromium was installed but cannot be found; name its program in CHROMIUM.');
  }
  return browser;
}
