import * as l10n from '@vscode/l10n';
import type { Palette } from '../../../src/figures/paint.js';
import type { Scene } from '../../../src/figures/delete/scene.js';
import { drawsNodes, networkFigure } from '../../../src/figures/delete/networkFigure.js';
import { capitalPlural } from '../../../src/results/derive/nouns.js';
import { countsAnswers } from '../../../src/results/derive/task.js';
import { importancePhrase } from '../../../src/results/derive/unitPhrases.js';
import { writeFraction, writeShare } from '../../../src/results/derive/typographicNumbers.js';
import type { FigureContent } from '../../plots/figureContent.js';
import type { ViewData } from '../view.js';

/**
 * The drawing of the network, with its read-out and its numbers.
 * @param drawn told whether units are drawn as nodes.
 */
export function networkContent(
  scene: Scene,
  { result, rows }: ViewData,
  drawn: (asNodes: boolean, palette: Palette) => void,
): FigureContent {
  const byFlat = new Map(rows.map((row) => [row.unit.flat, row]));
  const layerOf = (flat: number): Scene['layers'][number] | undefined =>
    scene.layers.find(({ firstUnit, unitCount }) => flat >= firstUnit && flat < firstUnit + unitCount);
  const activityOf = (flat: number): number | null => {
    const layer = layerOf(flat);
    return layer?.activity == null ? null : layer.activity[flat - layer.firstUnit];
  };
  return {
    name: 'deleted-units',
    draw(room, palette) {
      drawn(drawsNodes(scene, room), palette);
      return networkFigure(scene, room, palette);
    },
    readOut(flat) {
      const layer = layerOf(flat);
      const row = byFlat.get(flat);
      const activity = activityOf(flat);
      return [
        `${layer?.id ?? ''}[${flat - (layer?.firstUnit ?? 0)}]`,
        scene.deleted.has(flat)
          ? l10n.t('deleted')
          : activity === null
            ? null
            : l10n.t('mean activity {0} on this sample', writeFraction(activity)),
        row === undefined ? null : alone(importancePhrase(row, result.dataset.noun)),
      ].filter((line) => line !== null);
    },
    table: () => ({
      title: l10n.t('Units on the chosen sample, and the outputs'),
      columns: [
        { name: l10n.t('Unit or output') },
        { name: l10n.t('Activity or share'), write: (value) => writeFraction(value, 3) },
        { name: l10n.t('Share when intact'), write: writeShare },
        {
          name: countsAnswers(result)
            ? l10n.t('{0} lost alone', capitalPlural(result.dataset.noun))
            : l10n.t('Error added alone'),
        },
        { name: l10n.t('State') },
      ],
      rows: [
        ...scene.layers.flatMap(({ id, firstUnit, unitCount }) =>
          Array.from({ length: unitCount }, (_, unit) => {
            const flat = firstUnit + unit;
            const state = scene.deleted.has(flat) ? l10n.t('deleted') : '';
            return [`${id}[${unit}]`, activityOf(flat), null, scene.costs[flat], state];
          }),
        ),
        ...scene.outputs.map(({ name, now, intact, isAnswer, text }) => {
          return [l10n.t('output {0}', name), now, intact, null, text ?? (isAnswer ? l10n.t('answer') : '')];
        }),
      ],
    }),
  };
}

function alone(phrase: string | null): string | null {
  return phrase === null ? null : l10n.t('{0}, deleted alone', phrase);
}
