/** Text of HTML that is safe to stand in a page: data get into it by `tag` alone, which escapes them. */
export class Markup {
  constructor(readonly html: string) {}
}

export type MarkupChild = Markup | string | number | null;

/** `null` and `false` leave an attribute out; `true` sets it without a value. */
export type MarkupAttributes = Readonly<Record<string, string | number | boolean | null>>;

const withoutEnd = new Set(['meta', 'link', 'br', 'hr', 'img']);

/** An element; text among the children is escaped. */
export function tag(name: string, attributes: MarkupAttributes, ...children: readonly MarkupChild[]): Markup {
  const written = Object.entries(attributes)
    .map(([key, value]) => {
      if (value === null || value === false) return '';
      return value === true ? ` ${key}` : ` ${key}="${escapeHtml(String(value))}"`;
    })
    .join('');
  const end = withoutEnd.has(name) ? '' : `</${name}>`;
  return new Markup(`<${name}${written}>${join(children).html}${end}`);
}

export function join(children: readonly MarkupChild[]): Markup {
  return new Markup(
    children
      .map((child) => {
        if (child === null) return '';
        return child instanceof Markup ? child.html : escapeHtml(String(child));
      })
      .join(''),
  );
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
