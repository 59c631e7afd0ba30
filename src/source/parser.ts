import type { Node } from '@vscode/tree-sitter-wasm';
import { closeOpenBrackets, type Repaired } from './openBrackets.js';
import { readPython } from './readPython.js';
import { readScript } from './readScript.js';
import type { Statement } from './syntax.js';
import { Language, Parser } from './treeSitter.js';

export const sourceLanguages = ['python', 'javascript', 'typescript', 'tsx'] as const;
export type SourceLanguage = (typeof sourceLanguages)[number];

/** Where the parser's bytes come from: `tree-sitter`, the runtime, and `tree-sitter-python` and so on, the grammars. */
export type GrammarBytes = (name: string) => Promise<Uint8Array>;

/** Reads programs. Each grammar is loaded when it is first wanted, and stays. */
export class SourceParser {
  readonly #bytes: GrammarBytes;
  #runtime: Promise<void> | null = null;
  readonly #parsers = new Map<SourceLanguage, Promise<Parser>>();

  constructor(bytes: GrammarBytes) {
    this.#bytes = bytes;
  }

  /** What a program says; of half-written text, what can be made out. Rejects where a grammar can't be loaded. */
  async read(text: string, language: SourceLanguage): Promise<readonly Statement[]> {
    let parser = this.#parsers.get(language);
    if (!parser) {
      parser = this.#load(language);
      this.#parsers.set(language, parser);
      parser.catch(() => this.#parsers.delete(language));
    }
    return readWith(await parser, text, language);
  }

  async #load(language: SourceLanguage): Promise<Parser> {
    this.#runtime ??= this.#start();
    await this.#runtime;
    const parser = new Parser();
    parser.setLanguage(await Language.load(await this.#bytes(`tree-sitter-${language}`)));
    return parser;
  }

  async #start(): Promise<void> {
    const wasmBinary = await this.#bytes('tree-sitter');
    // Emscripten takes the bytes where it would look for the file; the types know of the file alone.
    const options = { wasmBinary, locateFile: (file: string) => file };
    await Parser.init(options);
  }
}

function readWith(parser: Parser, text: string, language: SourceLanguage): readonly Statement[] {
  const whole: Repaired = { text, original: (offset) => offset };
  const broken = withTree(parser, text, (root) => (root.hasError ? null : read(root, whole, language)));
  if (broken) return broken;
  const repaired = closeOpenBrackets(text, language === 'python');
  return withTree(parser, repaired.text, (root) => read(root, repaired, language)) ?? [];
}

function read(root: Node, { original }: Repaired, language: SourceLanguage): readonly Statement[] {
  return language === 'python' ? readPython(root, original) : readScript(root, original);
}

function withTree<Result>(parser: Parser, text: string, use: (root: Node) => Result): Result | null {
  const tree = parser.parse(text);
  if (!tree) return null;
  try {
    return use(tree.rootNode);
  } finally {
    tree.delete();
  }
}
