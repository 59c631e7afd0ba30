import * as l10n from '@vscode/l10n';
import type { DescribeState } from '../../src/editor/messages.js';
import { dataFacts } from '../../src/results/derive/dataCheckWords.js';
import { dataVerdict } from '../../src/results/derive/dataVerdict.js';
import { button } from '../controls.js';
import { element } from '../dom/element.js';
import { message } from '../frame/message.js';
import { classCounts } from './classCounts.js';
import { createConversionList } from './conversionList.js';
import { connectToDescriberHost } from './describerHost.js';
import { createDescriptorBox } from './descriptorBox.js';
import { createSampleRow } from './sampleRow.js';
import { verdictMessage } from './verdictMessage.js';

/** The panel in which data are described: what they are, what the network makes of them, and the descriptor. */
export function openDescriber(): void {
  const host = connectToDescriberHost();
  let { taken } = host.saved();
  let state: DescribeState | null = null;

  const model = element('span', { class: 'model' });
  const data = element('span', { class: 'name' });
  const labels = button(l10n.t('Labels…'), { appearance: 'secondary' }, () =>
    host.post({ type: 'chooseLabels' }),
  );
  const header = element(
    'div',
    { class: 'identity' },
    model,
    element('span', { class: 'data' }, data),
    element('span', { class: 'spacer' }),
    button(l10n.t('Choose data…'), { appearance: 'secondary' }, () => host.post({ type: 'chooseData' })),
    labels,
  );
  const news = element('div', { 'aria-live': 'polite' });
  const facts = element('p', { class: 'dim facts' });
  const samples = createSampleRow();
  const conversions = createConversionList(take);
  const classes = element('div');
  const box = createDescriptorBox({
    save: (analyses) => host.post({ type: 'saveDescriptor', place: taken, analyses }),
    open: () => host.post({ type: 'openDescriptor' }),
  });
  const found = element(
    'div',
    { class: 'found' },
    facts,
    element(
      'div',
      { class: 'halves' },
      element(
        'div',
        {},
        samples.element,
        element('section', {}, element('h2', {}, l10n.t('Conversions')), conversions.element),
      ),
      element('div', {}, box.element, classes),
    ),
  );
  document.body.append(
    element(
      'div',
      { class: 'panel describer' },
      element('header', { class: 'top' }, header),
      element(
        'main',
        { class: 'main' },
        element(
          'div',
          { class: 'content' },
          element('h1', {}, l10n.t('Are the data read as the network was trained?')),
          news,
          found,
        ),
      ),
    ),
  );
  host.listen((said) => show(said.state));
  host.post({ type: 'ready' });

  function show(next: DescribeState): void {
    const { dataPath = null, labels: labelled = null } = next.data ?? {};
    const before = host.saved();
    if (before.dataPath !== dataPath || before.labels !== labelled) taken = 0;
    state = next;
    host.save({ modelPath: next.modelPath, dataPath, labels: labelled, taken });
    draw();
  }

  function take(place: number): void {
    taken = place;
    host.save({ ...host.saved(), taken });
    draw();
  }

  function draw(): void {
    if (state === null) return;
    const { check, progress } = state;
    const verdict = check && dataVerdict(check);
    // What was taken before may not have been tried yet.
    const shown = check !== null && taken < check.tried.length ? taken : 0;
    model.textContent = state.model;
    model.title = state.modelPath;
    data.textContent = state.data?.name ?? '';
    data.title = state.data?.dataPath ?? '';
    labels.hidden = state.data === null;
    const work = progressMessage(state);
    news.replaceChildren(
      ...[work, verdictMessage(state, verdict, shown, take)].filter((each) => each !== null),
    );
    found.hidden = check === null;
    if (check === null || verdict === null) return;
    const known = dataFacts(check.data);
    facts.textContent = `${check.data.name}: ${known.join('; ')}.`;
    samples.show(check, shown);
    conversions.show(check, verdict, shown);
    const counts = classCounts(check);
    classes.replaceChildren(...(counts === null ? [] : [counts]));
    box.show(state, shown);
    found.setAttribute('aria-busy', String(progress === 'trying'));
  }

  /** What is going on, or went wrong; null where all is done. */
  function progressMessage({ progress, error, data: named, check }: DescribeState): HTMLElement | null {
    const again = { label: l10n.t('Look again'), primary: false, run: () => host.post({ type: 'again' }) };
    const cancel = { label: l10n.t('Cancel'), primary: false, run: () => host.post({ type: 'cancel' }) };
    const choose = {
      label: l10n.t('Choose data…'),
      primary: true,
      run: () => host.post({ type: 'chooseData' }),
    };
    switch (progress) {
      case 'choosing':
        return message(
          'info',
          l10n.t('Choose a data file, a folder of pictures, or a descriptor.'),
          l10n.t('The network is run on 100 samples, as the data say and in the usual scalings and layouts.'),
          choose,
        );
      case 'reading':
        return message('info', l10n.t('Reading {0}…', named?.name ?? ''), null, cancel);
      case 'trying':
        return message('info', l10n.t('Trying the usual conversions…'), null, cancel);
      case 'cancelled':
        return check === null ? message('info', l10n.t('Cancelled.'), null, again) : null;
      case 'failed':
        return message('error', error ?? '', null, again);
      case 'done':
        return null;
    }
  }
}
