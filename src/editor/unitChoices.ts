import * as vscode from 'vscode';
import { contextKeys } from './ids.js';
import {
  isFiltered,
  unitKinds,
  unitSorts,
  type UnitChoice,
  type UnitKind,
  type UnitSort,
} from './unitOrder.js';

const key = 'tree';
const usual: UnitChoice = { sort: 'importance', kind: 'all', name: '' };

/** How the tree lists units, and which, as it was last chosen in this workspace. */
export class UnitChoices implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<UnitChoice>();
  readonly onDidChange = this.#changed.event;
  #choice: UnitChoice;

  constructor(private readonly memory: vscode.Memento) {
    this.#choice = readChoice(memory.get(key));
    this.#announce();
  }

  get choice(): UnitChoice {
    return this.#choice;
  }

  change(change: Partial<UnitChoice>): void {
    this.#choice = { ...this.#choice, ...change };
    void this.memory.update(key, this.#choice);
    this.#announce();
    this.#changed.fire(this.#choice);
  }

  /** Asks what units are to be listed by. */
  async askForSort(): Promise<void> {
    const picked = await vscode.window.showQuickPick(
      unitSorts.map((sort) => ({ label: sortLabel(sort), description: this.#mark(sort), sort })),
      { title: vscode.l10n.t('List units by') },
    );
    if (picked) this.change({ sort: picked.sort });
  }

  /** Asks which units are to be listed: of one kind, or with words in their name. */
  async askForFilter(): Promise<void> {
    const kinds = unitKinds.map((units) => {
      return { label: kindLabel(units), description: this.#mark(units), units };
    });
    const named = { label: vscode.l10n.t('By name…'), description: this.#choice.name, units: null };
    const picked = await vscode.window.showQuickPick([...kinds, named], {
      title: vscode.l10n.t('Which units are listed'),
    });
    if (!picked) return;
    if (picked.units !== null) {
      this.change(picked.units === 'all' ? { kind: 'all', name: '' } : { kind: picked.units });
      return;
    }
    const name = await vscode.window.showInputBox({
      title: vscode.l10n.t('Layers and units whose name contains'),
      prompt: vscode.l10n.t('As fc1, or fc1[8]. Empty lists all.'),
      value: this.#choice.name,
    });
    if (name !== undefined) this.change({ name: name.trim() });
  }

  /** `selectivity · dead units · “fc1”`; empty for what is usual. */
  words(): string {
    const { sort } = this.#choice;
    return [...(sort === usual.sort ? [] : [sortWords(sort)]), ...this.#filterParts()].join(' · ');
  }

  /** `dead units · “fc1”`; empty where all units are listed. */
  filterWords(): string {
    return this.#filterParts().join(' · ');
  }

  #filterParts(): string[] {
    const { kind, name } = this.#choice;
    return [...(kind === 'all' ? [] : [kindWords(kind)]), ...(name === '' ? [] : [`“${name}”`])];
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #mark(what: UnitSort | UnitKind): string {
    return what === this.#choice.sort || what === this.#choice.kind ? vscode.l10n.t('now') : '';
  }

  #announce(): void {
    void vscode.commands.executeCommand('setContext', contextKeys.filtered, isFiltered(this.#choice));
  }
}

/** What was remembered, field by field: an older version may have written something else. */
function readChoice(remembered: unknown): UnitChoice {
  const { sort, kind, name } = (remembered ?? {}) as Readonly<Record<string, unknown>>;
  return {
    sort: unitSorts.find((one) => one === sort) ?? usual.sort,
    kind: unitKinds.find((one) => one === kind) ?? usual.kind,
    name: typeof name === 'string' ? name : usual.name,
  };
}

function sortLabel(sort: UnitSort): string {
  switch (sort) {
    case 'order':
      return vscode.l10n.t('Order in the layer');
    case 'importance':
      return vscode.l10n.t('Importance');
    case 'selectivity':
      return vscode.l10n.t('Selectivity');
    case 'information':
      return vscode.l10n.t('Information');
  }
}

function kindLabel(kind: UnitKind): string {
  switch (kind) {
    case 'all':
      return vscode.l10n.t('All units');
    case 'dead':
      return vscode.l10n.t('Dead units');
    case 'beyondChance':
      return vscode.l10n.t('Units beyond chance');
  }
}

/** The same among other words. */
function sortWords(sort: UnitSort): string {
  switch (sort) {
    case 'order':
      return vscode.l10n.t('order in the layer');
    case 'importance':
      return vscode.l10n.t('importance');
    case 'selectivity':
      return vscode.l10n.t('selectivity');
    case 'information':
      return vscode.l10n.t('information');
  }
}

function kindWords(kind: UnitKind): string {
  switch (kind) {
    case 'all':
      return vscode.l10n.t('all units');
    case 'dead':
      return vscode.l10n.t('dead units');
    case 'beyondChance':
      return vscode.l10n.t('units beyond chance');
  }
}
