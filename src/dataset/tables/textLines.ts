import { InputError } from '../../inputError.js';
import { piecesOf, type ByteSource } from '../byteSource.js';

/** A line longer than this is taken for a file of another kind. */
const longestLine = 64 * 2 ** 20;

export interface TextLine {
  readonly text: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
}

/**
 * The lines of a text in UTF-8, without what ends them; a byte order mark is left out.
 * @param name what messages call the file
 * @throws InputError where a line is longer than any that is read.
 */
export async function* textLines(bytes: ByteSource, name: string): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder();
  let rest = '';
  let line = 1;
  for await (const piece of piecesOf(bytes)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { text: text.endsWith('\r') ? text.slice(0, -1) : text, line: line++ };
    if (rest.length > longestLine) {
      throw new InputError(
        `${name}, line ${line} is longer than ${longestLine} characters; check that this is a table.`,
      );
    }
  }
  rest += decoder.decode();
  if (rest !== '') yield { text: rest.replace(/\r$/, ''), line };
}
