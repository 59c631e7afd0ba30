import * as l10n from '@vscode/l10n';
import { samplePixels } from '../../../src/figures/samplePixels.js';
import type { StoredSample } from '../../../src/results/unitDetail.js';
import { button, setDisabled } from '../../controls.js';
import { element } from '../../dom/element.js';
import { sizedCanvas } from '../../plots/canvas.js';

/** A sample that can be looked at. */
export interface OfferedSample {
  /** Index in the data. */
  readonly sample: number;
  /** The label by name. */
  readonly label: string;
}

export interface SampleChooser {
  readonly element: HTMLElement;
  /** @param title what samples are called: `Image`. */
  show(title: string, offered: readonly OfferedSample[], chosen: number | null): void;
  /** Shows samples as they look, where they have a look. */
  picture(views: readonly StoredSample[]): void;
  step(canGoBack: boolean, canGoOn: boolean): void;
}

/** One sample of each class, as pictures where they are pictures, and the ones before and behind the chosen one. */
export function createSampleChooser(actions: {
  readonly choose: (sample: number) => void;
  readonly step: (by: 1 | -1) => void;
}): SampleChooser {
  const title = element('span', { class: 'dim' });
  const row = element('div', { class: 'samples', role: 'radiogroup', 'aria-label': l10n.t('Sample') });
  const back = button('\u2039', { appearance: 'icon', title: l10n.t('Previous sample') }, () =>
    actions.step(-1),
  );
  const on = button('\u203a', { appearance: 'icon', title: l10n.t('Next sample') }, () => actions.step(1));
  const known = new Map<number, StoredSample>();
  let buttons: HTMLButtonElement[] = [];
  let shown: readonly OfferedSample[] = [];

  function choose(place: number): void {
    const at = (place + shown.length) % shown.length;
    buttons[at]?.focus();
    actions.choose(shown[at].sample);
  }

  row.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = buttons.findIndex((one) => one === event.target);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    choose(at + step);
  });

  function fill(place: number): void {
    const { sample, label } = shown[place];
    const content = known.get(sample);
    const target = buttons[place];
    if (content?.kind === 'picture') {
      const pixels = samplePixels(content);
      const canvas = element('canvas', { 'aria-hidden': 'true' });
      const data = new ImageData(new Uint8ClampedArray(pixels.rgba), pixels.width, pixels.height);
      sizedCanvas(canvas, pixels.width, pixels.height, 1).putImageData(data, 0, 0);
      canvas.removeAttribute('style');
      target.replaceChildren(canvas);
    } else target.textContent = label;
    target.setAttribute('aria-label', l10n.t('{0}, sample {1}', label, sample));
    target.title = l10n.t('{0}, sample {1}', label, sample);
  }

  return {
    element: element('div', { class: 'tools sample-chooser' }, title, row, back, on),
    show(name, offered, chosen) {
      title.textContent = name;
      row.setAttribute('aria-label', name);
      const same =
        offered.length === shown.length && offered.every(({ sample }, i) => sample === shown[i]?.sample);
      shown = offered;
      if (!same) {
        buttons = offered.map((_, place) =>
          element('button', { type: 'button', role: 'radio', onclick: () => choose(place) }),
        );
        row.replaceChildren(...buttons);
        offered.forEach((_, place) => fill(place));
      }
      const at = Math.max(
        0,
        offered.findIndex(({ sample }) => sample === chosen),
      );
      buttons.forEach((one, place) => {
        one.setAttribute('aria-checked', String(offered[place].sample === chosen));
        one.tabIndex = place === at ? 0 : -1;
      });
    },
    picture(views) {
      for (const view of views) known.set(view.sample, view);
      shown.forEach((_, place) => fill(place));
    },
    step(canGoBack, canGoOn) {
      setDisabled(back, !canGoBack);
      setDisabled(on, !canGoOn);
    },
  };
}
