import * as l10n from '@vscode/l10n';
import { formatCount } from '../../../src/results/derive/numberFormat.js';
import type { SampleTile } from '../../../src/results/derive/sampleTiles.js';
import type { StoredSample } from '../../../src/results/unitDetail.js';
import { element } from '../../dom/element.js';
import { sampleTile } from './sampleTile.js';

export interface SampleGallery {
  readonly element: HTMLElement;
  /**
   * @param said beside the title.
   * @param samples those that are there, by index.
   */
  show(
    title: string,
    said: string,
    tiles: readonly SampleTile[],
    samples: ReadonlyMap<number, StoredSample>,
  ): void;
}

/** A row of samples; those that don't fit it are shown when asked for. */
export function createSampleGallery(): SampleGallery {
  const heading = element('h2');
  const row = element('div', { class: 'samples' });
  const words = element('span', { class: 'dim' });
  const more = element('button', { type: 'button', class: 'link', hidden: true, onclick: toggle });
  const gallery = element(
    'div',
    { class: 'gallery', role: 'group', hidden: true },
    element('div', { class: 'gallery-head' }, heading, words, element('span', { class: 'spacer' }), more),
    row,
  );
  let isOpen = false;

  function toggle(): void {
    isOpen = !isOpen;
    fit();
  }

  /** A row holds whole samples; what does not fit is not there for anyone till it is asked for. */
  function fit(): void {
    const tiles = [...row.children].filter((tile) => tile instanceof HTMLElement);
    for (const tile of tiles) tile.hidden = false;
    const first = tiles[0]?.offsetTop;
    const beyond = tiles.filter((tile) => tile.offsetTop > first);
    for (const tile of beyond) tile.hidden = !isOpen;
    more.hidden = beyond.length === 0;
    more.textContent = isOpen ? l10n.t('show fewer') : l10n.t('show {0} more', formatCount(beyond.length));
    more.setAttribute('aria-expanded', String(isOpen));
  }

  let fittedWidth = 0;
  new ResizeObserver(() => {
    if (row.clientWidth === fittedWidth) return;
    fittedWidth = row.clientWidth;
    fit();
  }).observe(row);

  return {
    element: gallery,
    show(title, text, tiles, samples) {
      heading.textContent = title;
      gallery.setAttribute('aria-label', title);
      gallery.hidden = tiles.length === 0;
      words.textContent = text;
      row.replaceChildren(...tiles.map((tile) => sampleTile(tile, samples.get(tile.sample) ?? null)));
      fit();
    },
  };
}
