import * as l10n from '@vscode/l10n';
import { curveModes, curveScopes } from '../../../src/results/derive/curveChoices.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { choice } from '../../controls.js';
import { element } from '../../dom/element.js';
import { createSegments } from '../../dom/segments.js';
import { scopeChoices } from '../scopeChoices.js';
import type { CurvesState } from './curvesState.js';

export interface CurvesTools {
  readonly element: HTMLElement;
  /** @param hasLoss whether the loss was kept; accuracy always is. */
  show(result: ResultFile, state: CurvesState, hasLoss: boolean): void;
}

/** What is drawn: accuracy or loss, over shares or counts, of which units, removed or kept. */
export function createCurvesTools(change: (part: Partial<CurvesState>) => void): CurvesTools {
  const quantity = createSegments<CurvesState['quantity']>(l10n.t('Quantity'), (chosen) =>
    change({ quantity: chosen }),
  );
  const axis = createSegments<CurvesState['axis']>(l10n.t('Deleted units as'), (chosen) =>
    change({ axis: chosen }),
  );
  const scope = choice(l10n.t('Units of'), true, (chosen) => change({ scope: chosen }));
  const mode = choice(l10n.t('First units'), true, (chosen) => change({ mode: chosen }));
  return {
    element: element(
      'div',
      { class: 'choices' },
      quantity.element,
      axis.element,
      scope.element,
      mode.element,
    ),
    show(result, state, hasLoss) {
      quantity.element.hidden = !hasLoss;
      quantity.show(
        [
          { id: 'accuracy', label: l10n.t('Accuracy') },
          { id: 'loss', label: l10n.t('Loss') },
        ],
        state.quantity,
      );
      axis.show(
        [
          { id: 'share', label: l10n.t('Share') },
          { id: 'count', label: l10n.t('Count') },
        ],
        state.axis,
      );
      const scopes = curveScopes(result);
      scope.element.hidden = scopes.length < 2;
      scope.show(scopeChoices(scopes), state.scope);
      const modes = curveModes(result);
      mode.element.hidden = modes.length < 2;
      mode.show(
        modes.map((id) => [id, id === 'keep' ? l10n.t('are kept') : l10n.t('are removed')] as const),
        state.mode,
      );
    },
  };
}
