// What reads code: a runtime, and a grammar a language, as WebAssembly that one package holds prebuilt of several sources.
import { readFile } from 'node:fs/promises';

const holder = '@vscode/tree-sitter-wasm';

/** Where each file comes from, by the package's own build; all under the MIT licence. */
const sources = [
  { source: 'tree-sitter', copyright: 'Copyright (c) 2018-2024 Max Brunsfeld', files: ['tree-sitter'] },
  {
    source: 'tree-sitter-python',
    copyright: 'Copyright (c) 2016 Max Brunsfeld',
    files: ['tree-sitter-python'],
  },
  {
    source: 'tree-sitter-javascript',
    copyright: 'Copyright (c) 2014 Max Brunsfeld',
    files: ['tree-sitter-javascript'],
  },
  {
    source: 'tree-sitter-typescript',
    copyright: 'Copyright (c) 2017 Max Brunsfeld',
    files: ['tree-sitter-typescript', 'tree-sitter-tsx'],
  },
];

/** The files that ship, with the paths that they are copied from. */
export const grammarFiles = sources
  .flatMap(({ files }) => files.map((name) => `${name}.wasm`))
  .map((name) => ({ name, path: `node_modules/${holder}/wasm/${name}` }));

/**
 * The notices of what was compiled into these files, beside that of the package itself.
 *
 * @returns {Promise<string>}
 */
export async function grammarNotices() {
  const licence = await readFile(`node_modules/${holder}/LICENSE`, 'utf8');
  const start = licence.indexOf('Permission is hereby granted');
  if (start === -1)
    throw new Error(`The licence of ${holder} is no longer MIT's; look at scripts/grammars.mjs.`);
  const terms = licence.slice(start).replaceAll(/^ +/gm, '').trim();
  const notices = sources.map(({ source, copyright, files }) => {
    const head = `${source}, MIT, as ${files.map((name) => `${name}.wasm`).join(' and ')} in ${holder}`;
    const from = `https://github.com/tree-sitter/${source}`;
    return `${head}\n${'-'.repeat(head.length)}\n\n${from}\n\n${copyright}\n\n${terms}\n`;
  });
  return notices.join('\n');
}
