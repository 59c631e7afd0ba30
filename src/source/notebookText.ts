import type { TextRange } from './syntax.js';

/** A notebook's code as one program: what one cell imports, another uses. */
export interface NotebookText {
  readonly text: string;
  /** Which cell a place is in, and where in it. */
  readonly locate: (range: TextRange) => { readonly cell: number; readonly range: TextRange };
}

const magic = /^([ \t]*)[%!?]/gm;

/** Joins code cells in their order. Lines that are the notebook's own (`%matplotlib`, `!pip`) count as comments. */
export function joinCells(cells: readonly string[]): NotebookText {
  const starts: number[] = [];
  let text = '';
  for (const cell of cells) {
    starts.push(text.length);
    text += `${cell.replace(magic, '$1#')}\n`;
  }
  return {
    text,
    locate: ({ start, end }) => {
      const cell = Math.max(
        0,
        starts.findLastIndex((each) => each <= start),
      );
      const offset = starts[cell] ?? 0;
      return { cell, range: { start: start - offset, end: end - offset } };
    },
  };
}
