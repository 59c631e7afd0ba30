import { defineConfig } from 'vitest/config';

// `npm run pictures` takes the README's pictures from the packaged extension in a real VS Code. One file after the other:
// each has a VS Code and a browser of its own.
export default defineConfig({
  test: {
    include: ['test/editor/pictures/*.pictures.ts'],
    globalSetup: ['test/editor/browser/installPackage.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
