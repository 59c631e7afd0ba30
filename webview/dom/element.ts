export type Child = Node | string | number | null;
/** `true` sets an attribute without a value; `null` and `false` leave it out; a function listens. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | (() => void)>>;

/**
 * An element with its attributes and children. Text becomes text nodes, so data can't become markup; there is
 * no way to pass a style attribute, which the panel's policy would refuse.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** A custom element. */
export function customElement(
  tag: string,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElement {
  return fill(document.createElement(tag), attributes, children);
}

/** The same in SVG. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill<E extends Element>(target: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    if (typeof value === 'function') target.addEventListener(name.replace(/^on/, ''), value);
    else target.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child !== null) target.append(typeof child === 'number' ? String(child) : child);
  }
  return target;
}
