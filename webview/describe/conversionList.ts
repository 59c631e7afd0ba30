import * as l10n from '@vscode/l10n';
import type { DataCheck } from '../../src/results/dataCheck.js';
import { conversionWords, rangeWords } from '../../src/results/derive/conversionWords.js';
import { lossWords } from '../../src/results/derive/lossWords.js';
import type { DataVerdict } from '../../src/results/derive/verdict.js';
import { formatCount } from '../../src/results/derive/numberFormat.js';
import { element, svgElement } from '../dom/element.js';

const bar = { width: 120, height: 8 };

export interface ConversionList {
  readonly element: HTMLElement;
  show(check: DataCheck, verdict: DataVerdict, taken: number): void;
}

/** The conversions that were tried, the best first, each with how many samples it gets right; one of them is taken. */
export function createConversionList(onTake: (place: number) => void): ConversionList {
  const body = element('tbody');
  const right = element('th', { scope: 'col' });
  const loss = element('th', { scope: 'col', class: 'loss' }, l10n.t('loss'));
  const list = element(
    'table',
    { class: 'conversions' },
    element('caption', { class: 'spoken' }, l10n.t('Conversions, the best first')),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, l10n.t('conversion')),
        right,
        loss,
        element('th', { scope: 'col', class: 'range' }, l10n.t('values fed')),
      ),
    ),
    body,
  );
  const note = element('p', { class: 'note' });
  let written: DataCheck | null = null;

  function row(check: DataCheck, verdict: DataVerdict, place: number): HTMLElement {
    const { tried, labels } = check;
    const one = tried[place];
    const choose = element('input', {
      type: 'radio',
      name: 'conversion',
      value: place,
      onchange: () => onTake(place),
    });
    return element(
      'tr',
      { class: place === verdict.proposal ? 'best' : '' },
      element(
        'td',
        {},
        element(
          'label',
          {},
          choose,
          element('span', {}, conversionWords(one, tried[0])),
          place === verdict.proposal ? element('span', { class: 'badge' }, l10n.t('best')) : null,
        ),
      ),
      element(
        'td',
        {},
        element(
          'div',
          { class: 'right' },
          ...(check.targets === null
            ? [
                accuracyBar(one.correct / labels.length, verdict.chance / labels.length),
                element('span', { class: 'count' }, formatCount(one.correct)),
              ]
            : [
                accuracyBar(explained(one.loss, verdict.chance), null),
                element('span', { class: 'count' }, lossWords(one.loss)),
              ]),
        ),
      ),
      check.targets === null ? element('td', { class: 'loss' }, lossWords(one.loss)) : null,
      element('td', { class: 'range' }, rangeWords(one)),
    );
  }

  return {
    element: element('div', {}, list, note),
    show(check, verdict, taken) {
      // Rows are kept while nothing of them changes, and with them the focus.
      if (written !== check) {
        written = check;
        right.textContent =
          check.targets === null
            ? l10n.t('right of {0}', formatCount(check.labels.length))
            : l10n.t('mean squared error');
        loss.hidden = check.targets !== null;
        note.textContent = barWords(check, verdict);
        body.replaceChildren(...verdict.ranking.map((place) => row(check, verdict, place)));
      }
      for (const input of body.querySelectorAll('input')) input.checked = input.value === String(taken);
    },
  };
}

function barWords({ labels, labelSets, targets }: DataCheck, { chance }: DataVerdict): string {
  if (targets !== null) {
    return l10n.t(
      'A bar is the share of the targets’ variance that the answers explain; answering always with their mean has an error of {0}.',
      lossWords(chance),
    );
  }
  const counts = [chance, labels.length].map(formatCount);
  return labelSets === null
    ? l10n.t('The mark in a bar is chance: {0} of {1} bear the same label.', ...counts)
    : l10n.t('The mark in a bar is chance: {0} of {1} bear the same labels.', ...counts);
}

/** The share of the variance that is explained, none where the mean would do better. */
function explained(loss: number, ofMean: number): number {
  return ofMean > 0 && Number.isFinite(loss) ? Math.max(0, 1 - loss / ofMean) : 0;
}

/** A bar with a mark where chance is, if there is such a thing. */
function accuracyBar(share: number, chance: number | null): SVGElement {
  const { width, height } = bar;
  const mark = chance === null ? null : Math.min(width - 1, Math.round(width * chance));
  return svgElement(
    'svg',
    { class: 'bar', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    svgElement('rect', { class: 'track', width, height }),
    svgElement('rect', { class: 'share', width: width * share, height }),
    ...(mark === null ? [] : [svgElement('rect', { class: 'chance', x: mark, width: 1, height })]),
  );
}
