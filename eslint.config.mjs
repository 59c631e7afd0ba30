// Lints types and style, and the plan of the code: which folder may import which (ARCHITECTURE.md).
import { defineConfig } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The rooms of src, from the ground up, and the rooms each may import. */
const rooms = {
  pickle: [],
  hdf5: [],
  model: ['pickle', 'hdf5'],
  dataset: ['pickle', 'hdf5'],
  results: ['dataset'],
  source: [],
  figures: ['results'],
  report: ['figures', 'results'],
  engine: ['model'],
  analysis: ['engine', 'model', 'dataset', 'results'],
  jobs: ['analysis', 'results', 'model', 'dataset', 'engine', 'pickle'],
  python: ['jobs'],
  editor: ['jobs', 'python', 'results', 'source', 'figures', 'report'],
  cli: ['jobs', 'python', 'results', 'report'],
};

/** Rooms that know neither Node nor a browser: bytes and file access are handed in. */
const pure = [
  'src/pickle/**',
  'src/hdf5/**',
  'src/model/**',
  'src/analysis/**',
  'src/source/**',
  'src/figures/**',
  'src/report/**',
  'src/results/schema.ts',
  'src/results/derive/**',
];

const entries = ['extension', 'cli', 'worker'];

const zone = (target, from, message) => ({ target, from, message });
const zones = [
  ...Object.entries(rooms).flatMap(([room, allowed]) =>
    Object.keys(rooms)
      .filter((other) => other !== room && !allowed.includes(other))
      .map((other) => zone(`src/${room}`, `src/${other}`, `src/${room} may not import src/${other}.`)),
  ),
  ...Object.keys(rooms).flatMap((room) =>
    entries.map((entry) =>
      zone(`src/${room}`, `src/${entry}.ts`, 'Entries wire everything; nothing imports them.'),
    ),
  ),
  zone('src', 'test', 'Nothing imports test.'),
  zone('src', 'webview', 'The host and its webviews share src/editor/messages.ts alone.'),
  zone('webview', 'test', 'Nothing imports test.'),
  ...Object.keys(rooms)
    .filter((room) => !['results', 'figures', 'editor'].includes(room))
    .map((room) => zone('webview', `src/${room}`, `webview may not import src/${room}.`)),
  {
    ...zone('webview', 'src/editor', 'The host and its webviews share src/editor/messages.ts alone.'),
    except: ['./messages.ts'],
  },
];

export default defineConfig(
  { ignores: ['dist', 'coverage', 'src/model/onnx_pb.ts', 'kernels'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', 'test/demo.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'Only src/editor and src/extension.ts know the editor.' }] },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Indexed reads are typed as if they were always in bounds; a fallback behind one is no mistake.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // Signals carry reasons of type unknown, which are passed on as they came.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      // Functions are async because their interface is.
      '@typescript-eslint/require-await': 'off',
      // ONNX's enums are numbers in the file, newer ones included.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    files: ['src/editor/**', 'src/extension.ts', 'test/editor/suite/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: pure,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['vscode', 'fs', 'path', 'os', 'crypto'],
          patterns: [{ group: ['node:*'], message: 'This room knows no Node.' }],
        },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'setImmediate',
        'document',
        'window',
        'require',
        '__dirname',
      ],
    },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Page objects are taken apart; their methods use no `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
);
