import * as l10n from '@vscode/l10n';
import { findingPlot } from '../../../src/figures/overview/findingPlots.js';
import {
  findingKinds,
  type Finding,
  type FindingKind,
} from '../../../src/results/derive/findings/finding.js';
import { element } from '../../dom/element.js';
import { createSmallFigure } from '../../plots/smallFigure.js';
import type { TabId } from '../../frame/savedState.js';

export interface FindingList {
  readonly element: HTMLElement;
  show(findings: readonly Finding[]): void;
}

const links: Readonly<Record<FindingKind, { readonly tab: TabId; readonly words: string }>> = {
  costs: { tab: 'units', words: l10n.t('See all units') },
  selectivity: { tab: 'selectivity', words: l10n.t('See selectivity against importance') },
  deletion: { tab: 'curves', words: l10n.t('See cumulative curves') },
  noise: { tab: 'noise', words: l10n.t('See noise') },
  classes: { tab: 'classes', words: l10n.t('See units by classes') },
  depth: { tab: 'depth', words: l10n.t('See every measure by layer') },
};

const drawings: Readonly<Record<FindingKind, string>> = {
  costs: l10n.t('All units, from the costliest to the one that gains most'),
  selectivity: l10n.t('Selectivity against cost, a dot for each unit'),
  deletion: l10n.t('Accuracy while units are deleted at random'),
  noise: l10n.t('Accuracy under more and more noise'),
  classes: l10n.t('By class, how many units cost it most'),
  depth: l10n.t('Mean of each layer, in order'),
};

/** What was found: a small drawing each, a claim, its evidence, and the way to the tab that shows all of it. */
export function createFindingList(goTo: (tab: TabId) => void): FindingList {
  const items = findingKinds.map((kind) => createItem(kind, goTo));
  const list = element('ul', { class: 'findings' }, ...items.map((item) => item.element));
  return {
    element: list,
    show(findings) {
      for (const item of items) item.show(findings.find(({ kind }) => kind === item.kind) ?? null);
    },
  };
}

interface Item {
  readonly kind: FindingKind;
  readonly element: HTMLElement;
  show(finding: Finding | null): void;
}

function createItem(kind: FindingKind, goTo: (tab: TabId) => void): Item {
  const figure = createSmallFigure();
  const claim = element('b');
  const evidence = element('span');
  const { tab, words } = links[kind];
  const item = element(
    'li',
    { class: 'finding', hidden: true, 'data-kind': kind },
    figure.element,
    element(
      'div',
      {},
      element('p', {}, claim, ' ', evidence),
      element('button', { type: 'button', class: 'link', onclick: () => goTo(tab) }, words),
    ),
  );
  return {
    kind,
    element: item,
    show(finding) {
      item.hidden = finding === null;
      if (finding === null) return;
      claim.textContent = finding.claim;
      evidence.textContent = finding.evidence;
      figure.show((width) => findingPlot(finding.plot, width, drawings[kind]));
    },
  };
}
