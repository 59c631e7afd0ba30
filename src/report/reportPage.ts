import * as l10n from '@vscode/l10n';
import { spokenLanguage } from '../language.js';
import { labelKindName, replacementName } from '../results/derive/dataWords.js';
import { replacementsOf } from '../results/derive/flatUnits.js';
import { measuredWords } from '../results/derive/engineWords.js';
import { statisticsSamples } from '../results/derive/exactness.js';
import { formatCounted, formatCountedOblique } from '../results/derive/numberFormat.js';
import { countsAnswers } from '../results/derive/task.js';
import { unitRows } from '../results/derive/unitRows.js';
import type { ResultFile } from '../results/schema.js';
import { comparisonContent } from './comparisonSection.js';
import { Markup, tag } from './markup.js';
import { reportStyle } from './reportStyle.js';
import { SchemeColours } from './schemeColours.js';
import type { DetailsLeftOut, ReportedDetails, ReportedResult } from './section.js';
import { sectionMarkup } from './sectionMarkup.js';
import { reportSections } from './sections.js';
import { cardsSection } from './sections/cardsSection.js';
import { lossSection } from './sections/lossSection.js';

/** Stands in every report, by which it is told from other files. */
export const reportGenerator = 'unit-importance report';

/** What a report is of. */
export interface ReportSubject {
  readonly result: ResultFile;
  /** What units that stand out do sample by sample; left out where their cards are not wanted. */
  readonly details?: ReportedDetails | DetailsLeftOut;
}

/**
 * A page that stands by itself: the same figures and sentences as the panel's, in one file without script and without
 * requests.
 * @param subjects one result or more; several are compared first.
 */
export async function reportPage(subjects: readonly ReportSubject[]): Promise<string> {
  const reported = subjects.map(({ result, details }): ReportedResult => {
    const replacement = replacementsOf(result).at(0) ?? null;
    return { result, rows: unitRows(result, replacement), replacement, details: details ?? null };
  });
  const colours = new SchemeColours();
  // The page itself takes these.
  for (const paint of ['background', 'text', 'quietText', 'border', 'gained', 'select'] as const) {
    colours.paint(paint);
  }
  const isSeveral = reported.length > 1;
  const title = reported.map(({ result }) => fileName(result.model.file)).join(', ');
  const parts = isSeveral ? severalParts(reported, colours) : resultParts(reported[0], '', 2, colours);
  const body = tag(
    'body',
    {},
    tag(
      'main',
      {},
      tag('header', {}, tag('h1', {}, title), isSeveral ? null : subjectLine(reported[0])),
      tag(
        'nav',
        { 'aria-label': l10n.t('Contents') },
        tag('ul', {}, ...parts.map(({ id, name }) => tag('li', {}, tag('a', { href: `#${id}` }, name)))),
      ),
      ...parts.map(({ markup }) => markup),
    ),
  );
  const style = [
    `:root{${colours.declarations('light')}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${colours.declarations('dark')}}}`,
    reportStyle,
  ].join('\n');
  return `<!DOCTYPE html>\n${tag('html', { lang: spokenLanguage() }, await head(title, style), body).html}\n`;
}

async function head(title: string, style: string): Promise<Markup> {
  const policy = `default-src 'none'; style-src 'sha256-${await sha256(style)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return tag(
    'head',
    {},
    tag('meta', { charset: 'utf-8' }),
    tag('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    tag('meta', { name: 'generator', content: reportGenerator }),
    tag('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    tag('meta', { name: 'color-scheme', content: 'light dark' }),
    tag('link', { rel: 'icon', href: 'data:,' }),
    tag('title', {}, `${title} \u2013 Unit Importance`),
    // Written here alone, and of no data: it needs no escaping.
    tag('style', {}, new Markup(style)),
  );
}

/** In base64. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

/** What the contents lead to. */
interface Part {
  readonly id: string;
  readonly name: string;
  readonly markup: Markup;
}

function severalParts(reported: readonly ReportedResult[], colours: SchemeColours): Part[] {
  // Errors and accuracies are not laid side by side.
  const isCompared = new Set(reported.map(({ result }) => countsAnswers(result))).size === 1;
  const comparison = isCompared
    ? [
        {
          id: 'compare',
          name: l10n.t('Side by side'),
          markup: sectionMarkup('compare', l10n.t('Side by side'), comparisonContent(reported), 2, colours),
        },
      ]
    : [];
  const parts = reported.map((one, i): Part => {
    const id = `network-${i + 1}`;
    const letter = String.fromCharCode(65 + i);
    const name = `${letter} ${fileName(one.result.model.file)}`;
    const own = resultParts(one, `${id}-`, 3, colours);
    const markup = tag(
      'section',
      { id, 'aria-label': name },
      tag('h2', {}, name),
      subjectLine(one),
      ...own.map((part) => part.markup),
    );
    return { id, name, markup };
  });
  return [...comparison, ...parts];
}

function resultParts(
  reported: ReportedResult,
  prefix: string,
  level: number,
  colours: SchemeColours,
): Part[] {
  const sections = countsAnswers(reported.result) ? reportSections : [lossSection, cardsSection];
  return sections.flatMap(({ id, title, build }): Part[] => {
    const content = build(reported);
    if (content === null) return [];
    const name = `${prefix}${id}`;
    return [{ id: name, name: title, markup: sectionMarkup(name, title, content, level, colours) }];
  });
}

/** What was measured on what, and by what. */
function subjectLine({ result, replacement }: ReportedResult): Markup {
  const { dataset, exact } = result;
  const counted = statisticsSamples(result);
  const words = [
    `${dataset.name}: ${formatCounted(dataset.samples, dataset.noun)}`,
    counted === dataset.samples
      ? null
      : l10n.t('intact counts of {0}', formatCountedOblique(counted, dataset.noun)),
    dataset.labelKind === 'true' ? null : l10n.t('labels {0}', labelKindName(dataset.labelKind)),
    replacement === null ? null : l10n.t('deleted units replaced by {0}', replacementName(replacement)),
    exact ? null : l10n.t('estimated'),
    measuredWords(result),
    l10n.t(
      'model sha256 {0}, data sha256 {1}',
      result.model.sha256.slice(0, 12),
      dataset.sha256.slice(0, 12),
    ),
  ];
  return tag('p', { class: 'quiet' }, words.filter((word) => word !== null).join(' \u00b7 '));
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
