import { findModels } from './findModels.js';
import { SourceParser, type GrammarBytes, type SourceLanguage } from './parser.js';
import type { SourceModel } from './sourceModel.js';

/** Finds the networks that program text defines. */
export class SourceReader {
  readonly #parser: SourceParser;

  constructor(bytes: GrammarBytes) {
    this.#parser = new SourceParser(bytes);
  }

  /** The networks of a text, in its order; none where it defines none. */
  async models(text: string, language: SourceLanguage): Promise<readonly SourceModel[]> {
    const program = await this.#parser.read(text, language);
    const isScript = language !== 'python';
    const isFlax = !isScript && /\bnn\.compact\b|\bflax\b/.test(text);
    return findModels(program, { isScript, isFlax });
  }
}
