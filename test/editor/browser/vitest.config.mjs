import { defineConfig } from 'vitest/config';

// One after the other: each file has a VS Code and a browser of its own, and the machine may have two cores.
export default defineConfig({
  test: {
    include: ['test/editor/browser/**/*.test.ts'],
    globalSetup: ['test/editor/browser/installPackage.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
