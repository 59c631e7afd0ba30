/** A text that was made whole, and where its characters stood before. */
export interface Repaired {
  readonly text: string;
  /** The offset in the text as it was. */
  readonly original: (offset: number) => number;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** What begins a line only where a new statement does. */
const pythonStart =
  /^[ \t]*(?:(?:class|def|return|import|from|for|if|with|while|try)\b(?![^\n]*\bfor\b[^\n]*\]$)|@|self\.\w+(?:\s*:[^=\n]+)?\s*=(?!=)|\w+(?:\.\w+)*\s*=(?!=)|\w+\.(?:add|append)\()/;
const scriptStart = /^[ \t]*(?:const|let|var|class|function|return|import|export|async|\w+\.add\()/;

const mergeMarks = /^(?:<{7}|={7}|>{7}).*$/gm;

/**
 * Closes what was left open before the next statement began: someone is writing there. Strings and comments are passed over.
 * A keyword argument also looks like an assignment, so that a name alone begins a statement only where it stands no further
 * right than the line of the open bracket.
 */
export function closeOpenBrackets(given: string, isPython: boolean): Repaired {
  const text = given.replace(mergeMarks, (line) => (isPython ? '#' : '//').padEnd(line.length, ' '));
  const inserted: number[] = [];
  let out = '';
  const open: { readonly bracket: string; readonly indent: number }[] = [];
  let lastCode = 0;
  const close = (from: number): void => {
    const closers = open
      .splice(from)
      .reverse()
      .map(({ bracket }) => closing[bracket] ?? '')
      .join('');
    const [head, tail] = [out.slice(0, lastCode), out.slice(lastCode)];
    for (let i = 0; i < closers.length; i++) inserted.push(lastCode + i);
    out = head + closers + tail;
    lastCode += closers.length;
  };
  let at = 0;
  let indent = 0;
  while (at < text.length) {
    if (at === 0 || text[at - 1] === '\n') {
      const end = text.indexOf('\n', at);
      const line = text.slice(at, end === -1 ? text.length : end);
      indent = line.length - line.trimStart().length;
      const starts = (isPython ? pythonStart : scriptStart).test(line);
      const from = open.findIndex(
        (each) => starts && (isPython || each.bracket !== '{') && indent <= each.indent,
      );
      if (from !== -1) close(from);
    }
    const skipped = skipQuoted(text, at, isPython);
    if (skipped > at) {
      out += text.slice(at, skipped);
      if (!/^(?:#|\/\/|\/\*)/.test(text.slice(at, at + 2))) lastCode = out.length;
      at = skipped;
      continue;
    }
    const char = text[at];
    out += char;
    if (char.trim() !== '') lastCode = out.length;
    if (char in closing) open.push({ bracket: char, indent });
    else if (char === ')' || char === ']' || char === '}') {
      const from = open.findLastIndex(({ bracket }) => closing[bracket] === char);
      if (from !== -1) open.splice(from);
    }
    at++;
  }
  close(0);
  const places = [...inserted].sort((a, b) => a - b);
  const original = (offset: number): number => {
    let before = 0;
    while (before < places.length && places[before] < offset) before++;
    return offset - before;
  };
  return { text: out, original };
}

/** The end of the string or comment that begins here; the place itself where none does. */
function skipQuoted(text: string, at: number, isPython: boolean): number {
  const rest = text.slice(at, at + 3);
  const lineEnd = (): number => {
    const end = text.indexOf('\n', at);
    return end === -1 ? text.length : end;
  };
  if (isPython ? rest.startsWith('#') : rest.startsWith('//')) return lineEnd();
  if (!isPython && rest.startsWith('/*')) {
    const end = text.indexOf('*/', at + 2);
    return end === -1 ? text.length : end + 2;
  }
  const quote = rest === '"""' || rest === "'''" ? rest : rest[0];
  if (quote !== '"' && quote !== "'" && quote !== '`' && quote.length !== 3) return at;
  if (quote === '`' && isPython) return at;
  for (let i = at + quote.length; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(quote, i)) return i + quote.length;
    // A string that its line leaves open was not finished.
    else if (text[i] === '\n' && quote.length === 1 && quote !== '`') return i;
  }
  return text.length;
}
