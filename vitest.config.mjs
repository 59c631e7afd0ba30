import { configDefaults, defineConfig } from 'vitest/config';

/** Tests of what is built: the command line, and the packaged extension. */
const built = ['test/commandLine/**', 'test/scripts/**'];
/** The panel in a browser, which has to be found first. */
const inBrowser = ['test/webview/browser/**'];
/** Run inside a real VS Code, each by a runner of its own (scripts/test.ts). */
const inEditor = ['test/editor/browser/**', 'test/editor/suite/**'];

/** How long a machine may take that is as busy as one likes: what hangs is found all the same, and speed is measured elsewhere. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patience,
          name: 'units',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...built, ...inBrowser, ...inEditor],
        },
      },
      {
        test: {
          ...patience,
          name: 'built',
          include: built.map((folder) => `${folder}/*.test.ts`),
          // They need the bundles, so these are built; whoever tests something else need not wait for it.
          globalSetup: ['test/commandLine/buildBundles.ts'],
        },
      },
      {
        test: {
          ...patience,
          name: 'panel',
          include: inBrowser.map((folder) => `${folder}/*.test.ts`),
          globalSetup: ['test/webview/browser/prepare.ts'],
        },
      },
    ],
  },
});
