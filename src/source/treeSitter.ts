import * as imported from '@vscode/tree-sitter-wasm';

// The package is CommonJS of a form whose names Node can't see from a module: there all stands under `default`.
const library = 'default' in imported ? (imported.default as typeof imported) : imported;

export const { Language, Parser } = library;
export type Language = imported.Language;
export type Parser = imported.Parser;
