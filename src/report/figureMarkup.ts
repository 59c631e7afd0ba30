import * as l10n from '@vscode/l10n';
import { tableToCsv } from '../figures/csv.js';
import type { Figure } from '../figures/figure.js';
import { figureToSvg, writeSvg } from '../figures/svg.js';
import { join, Markup, tag } from './markup.js';
import { reportFonts, reportPalettes, type SchemeColours } from './schemeColours.js';
import type { ReportFigure } from './section.js';
import { tableMarkup } from './tableMarkup.js';
import { approximateWidth } from './textWidth.js';

/** What a figure is as wide as, in pixels: on paper and most screens, and on narrow ones. */
const widths = { wide: 920, narrow: 340 };
/** Files above this, in characters, would make the page heavy: they are left out. */
const largestFile = 96_000;

/** A figure as part of the page, with its numbers folded below it and both to be kept as files. */
export function figureMarkup(figure: ReportFigure, colours: SchemeColours, level: number): Markup {
  const { name, title, lead, caption, draw, table, words } = figure;
  // Pictures hold their colours themselves; those of the light scheme can be read on both.
  const drawnIn = (width: number): Figure => draw({ width, measure: approximateWidth }, reportPalettes.light);
  const svgOf = (one: Figure): Markup =>
    new Markup(writeSvg(one, { paint: colours.paint, fonts: reportFonts }));
  const drawn = drawnIn(figure.width ?? widths.wide);
  // Scaled down, letters could not be read: the style sheet shows the one that fits.
  const svgs =
    figure.width === undefined
      ? [
          tag('div', { class: 'on-wide' }, svgOf(drawn)),
          tag('div', { class: 'on-narrow' }, svgOf(drawnIn(widths.narrow))),
        ]
      : [svgOf(drawn)];
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
    ...svgs,
    told,
    caption === undefined ? null : tag('figcaption', {}, caption),
    table === null
      ? filesLine(files)
      : tag('details', {}, tag('summary', {}, l10n.t('As table')), tableMarkup(table()), filesLine(files)),
  );
}

function filesLine(files: readonly (Markup | null)[]): Markup | null {
  const there = files.filter((file) => file !== null);
  return there.length === 0
    ? null
    : tag(
        'p',
        { class: 'files' },
        `${l10n.t('Save as')} `,
        join(there.flatMap((file, i) => (i === 0 ? [file] : [` ${l10n.t('or')} `, file]))),
      );
}

function fileLink(label: string, name: string, type: string, content: string): Markup | null {
  if (content.length > largestFile) return null;
  const href = `data:${type};charset=utf-8,${encodeURIComponent(content)}`;
  return tag('a', { href, download: name, 'aria-label': l10n.t('{0}: save as {1}', name, label) }, label);
}
