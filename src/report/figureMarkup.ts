import { tableToCsv } from '../figures/csv.js';
import { figureToSvg, writeSvg } from '../figures/svg.js';
import { join, Markup, tag } from './markup.js';
import { reportFonts, reportPalettes, type SchemeColours } from './schemeColours.js';
import type { ReportFigure } from './section.js';
import { tableMarkup } from './tableMarkup.js';
import { approximateWidth } from './textWidth.js';

/** A page's width, in pixels; narrower screens scale figures down. */
export const pageWidth = 920;
/** Files above this, in characters, would make the page heavy: they are left out. */
const largestFile = 96_000;

/** A figure as part of the page, with its numbers folded below it and both to be kept as files. */
export function figureMarkup(figure: ReportFigure, colours: SchemeColours, level: number): Markup {
  const { name, title, lead, caption, draw, table, words } = figure;
  const room = { width: figure.width ?? pageWidth, measure: approximateWidth };
  // Pictures hold their colours themselves; those of the light scheme can be read on both.
  const drawn = draw(room, reportPalettes.light);
  const svg = new Markup(writeSvg(drawn, { paint: colours.paint, fonts: reportFonts }));
  const files = [
    table === null ? null : fileLink('CSV', `${name}.csv`, 'text/csv', tableToCsv(table())),
    words === undefined
      ? fileLink('SVG', `${name}.svg`, 'image/svg+xml', figureToSvg(drawn, reportPalettes.light))
      : null,
  ];
  const told = words === undefined ? null : tag('p', {}, tag('b', {}, words.claim), ' ', words.evidence);
  return tag(
    'figure',
    { class: words === undefined ? null : 'finding' },
    title === null ? null : tag(`h${level}`, {}, title),
    lead === undefined ? null : tag('p', {}, lead),
    svg,
    told,
    caption === undefined ? null : tag('figcaption', {}, caption),
    table === null
      ? filesLine(files)
      : tag('details', {}, tag('summary', {}, 'As table'), tableMarkup(table()), filesLine(files)),
  );
}

function filesLine(files: readonly (Markup | null)[]): Markup | null {
  const there = files.filter((file) => file !== null);
  return there.length === 0
    ? null
    : tag(
        'p',
        { class: 'files' },
        'Save as ',
        join(there.flatMap((file, i) => (i === 0 ? [file] : [' or ', file]))),
      );
}

function fileLink(label: string, name: string, type: string, content: string): Markup | null {
  if (content.length > largestFile) return null;
  const href = `data:${type};charset=utf-8,${encodeURIComponent(content)}`;
  return tag('a', { href, download: name, 'aria-label': `${name}: save as ${label}` }, label);
}
