import { defineConfig } from 'vitest/config';

// Figures to report, not to assert: npx vitest run --config test/webview/timing/vitest.config.mjs
export default defineConfig({
  test: {
    include: ['test/webview/timing/*.timing.ts'],
    globalSetup: ['test/editor/browser/installPackage.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
