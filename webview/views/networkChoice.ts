import * as l10n from '@vscode/l10n';
import { networkNames } from '../../src/results/derive/networkNames.js';
import type { ResultFile } from '../../src/results/schema.js';
import { element } from '../dom/element.js';
import { createMenu } from '../dom/menu.js';
import type { ViewActions, ViewData } from './view.js';

/** A result beside its name among those that can be compared, and the name that it is drawn under. */
export interface ChosenNetwork {
  readonly id: string;
  readonly name: string;
  readonly result: ResultFile;
}

export interface NetworkChoice {
  /** Opens the list of networks that can be added. */
  readonly adder: HTMLElement;
  /** The networks that were added, each with a button that takes it away again. */
  readonly chips: HTMLElement;
  /** @param beside names of the results that are to be drawn beside the shown one. */
  show(data: ViewData, beside: readonly string[]): void;
  /** The shown network first, then those that were added and have arrived. */
  networks(): readonly ChosenNetwork[];
}

/**
 * Which networks are drawn on one axis: the shown one, and others that are fetched when they are asked for.
 * @param chose is told of what the reader adds and takes away.
 * @param arrived is called when results have come.
 * @param most how many are drawn together at most, the shown one included.
 */
export function createNetworkChoice(
  actions: Pick<ViewActions, 'ask'>,
  chose: (beside: readonly string[]) => void,
  arrived: () => void,
  most = Infinity,
): NetworkChoice {
  let data: ViewData | null = null;
  let beside: readonly string[] = [];
  const fetched = new Map<string, ResultFile>();
  const refused = new Map<string, string>();
  const adder = createMenu(
    l10n.t('Add a network…'),
    () =>
      offered().map(({ id, model, data: name }) => ({
        label: `${model}, ${name}`,
        enabled: true,
        run: () => choose([...beside, id]),
      })),
    true,
  );
  const chips = element('div', {
    class: 'network-chips',
    role: 'group',
    'aria-label': l10n.t('Networks beside it'),
  });

  const offered = (): ViewData['comparable'] =>
    (data?.comparable ?? []).filter(({ id }) => id !== data?.id && !beside.includes(id));

  function choose(next: readonly string[]): void {
    beside = next;
    chose(next);
    showChips();
    arrived();
    void fetchMissing();
  }

  async function fetchMissing(): Promise<void> {
    const of = data;
    const ids = beside.filter((id) => !fetched.has(id) && !refused.has(id));
    // One by one: a result that can't be read takes no other along.
    for (const id of ids) {
      try {
        const [result] = await actions.ask('results', { ids: [id] });
        if (data !== of) return;
        fetched.set(id, result);
      } catch (error) {
        if (data !== of) return;
        refused.set(id, error instanceof Error ? error.message : String(error));
      }
      showChips();
      arrived();
    }
  }

  function showChips(): void {
    const known = data?.comparable ?? [];
    chips.hidden = beside.length === 0;
    adder.hidden = offered().length === 0 || beside.length + 1 >= most;
    chips.replaceChildren(
      ...beside.map((id) => {
        const one = known.find((other) => other.id === id);
        const label = one === undefined ? id : `${one.model}, ${one.data}`;
        const reason = refused.get(id);
        const state = reason !== undefined ? `: ${reason}` : fetched.has(id) ? '' : `: ${l10n.t('reading…')}`;
        return element(
          'span',
          { class: 'network-chip' },
          `${label}${state}`,
          element(
            'button',
            {
              type: 'button',
              'aria-label': l10n.t('Remove {0}', label),
              title: l10n.t('Remove'),
              onclick: () => {
                choose(beside.filter((other) => other !== id));
                chips.querySelector('button')?.focus();
              },
            },
            '\u00d7',
          ),
        );
      }),
    );
  }

  return {
    adder,
    chips,
    show(next, wished) {
      data = next;
      // Files may have changed since they were read.
      fetched.clear();
      refused.clear();
      beside = wished.filter((id) => id !== next.id && next.comparable.some((one) => one.id === id));
      showChips();
      void fetchMissing();
    },
    networks() {
      if (data === null) return [];
      const own = { id: data.id, result: data.result };
      const others = beside.flatMap((id) => {
        const result = fetched.get(id);
        return result === undefined ? [] : [{ id, result }];
      });
      const all = [own, ...others];
      const names = networkNames(all.map(({ result }) => result));
      return all.map((one, i) => ({ ...one, name: names[i] }));
    },
  };
}
