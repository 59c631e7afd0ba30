import { configDefaults, defineConfig } from 'vitest/config';

const commandLine = 'test/commandLine/**';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'units',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, commandLine],
        },
      },
      {
        test: {
          name: 'command line',
          include: [`${commandLine}/*.test.ts`],
          // Runs the bundles, so it builds them; whoever tests something else need not wait for it.
          globalSetup: ['test/commandLine/buildBundles.ts'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
