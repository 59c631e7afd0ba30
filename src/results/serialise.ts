/**
 * JSON that a person can read and a program writes fast: objects are spread over lines, an array of plain
 * values stands on one line, and so does each row of a matrix. Keys keep their order, so that equal results
 * give equal bytes.
 * @throws Error where a number is not finite, which JSON would turn into `null` in silence.
 */
export function serialise(value: object): string {
  return `${write(value, '', '')}\n`;
}

function write(value: unknown, indent: string, path: string): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error(`${path} of the result is ${value}`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    const lines = entries.map(
      ([key, entry]) => `${JSON.stringify(key)}: ${write(entry, inner, `${path}.${key}`)}`,
    );
    return spread('{', lines, '}', indent);
  }
  if (!value.some((entry) => typeof entry === 'object' && entry !== null)) return writeLine(value, path);
  return spread(
    '[',
    value.map((entry, i) => write(entry, inner, `${path}[${i}]`)),
    ']',
    indent,
  );
}

/** An array without arrays or objects in it. */
function writeLine(values: readonly unknown[], path: string): string {
  values.forEach((value, i) => {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new Error(`${path}[${i}] of the result is ${value}`);
  });
  return JSON.stringify(values);
}

function spread(open: string, lines: readonly string[], close: string, indent: string): string {
  if (lines.length === 0) return open + close;
  const inner = `\n${indent}  `;
  return `${open}${inner}${lines.join(`,${inner}`)}\n${indent}${close}`;
}
