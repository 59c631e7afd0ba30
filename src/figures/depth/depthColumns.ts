import type { DepthLayer } from '../../results/derive/depthMeasures.js';
import { layerStages, shortLayerNames } from '../../results/derive/layerStages.js';
import type { Mark, Room } from '../figure.js';

/** Where the layers stand, from left to right, in the same columns for every measure. */
export interface DepthColumns {
  readonly left: number;
  readonly right: number;
  /** Middles of the columns, one a layer. */
  readonly middles: readonly number[];
  readonly columnWidth: number;
  /** Height of the names below the plot. */
  readonly footHeight: number;
  /** Names of layers and stages, the plot ending at `top`. */
  foot(top: number): Mark[];
}

/** Between stages. */
const stageGap = 10;
const right = 8;
const lineHeight = 16;

/**
 * @param layers those that are drawn.
 * @param left room for the names of ticks.
 */
export function depthColumns(layers: readonly DepthLayer[], left: number, room: Room): DepthColumns {
  const drawn = layers.map(({ layer }) => layer);
  const stages = layerStages(drawn);
  const gaps = stages.length === 0 ? 0 : (stages.length - 1) * stageGap;
  const columnWidth = (room.width - left - right - gaps) / Math.max(1, layers.length);
  const stageOf = (place: number): number =>
    Math.max(
      0,
      stages.findIndex(({ first, last }) => first <= place && place <= last),
    );
  const middles = layers.map((_, place) => left + (place + 0.5) * columnWidth + stageOf(place) * stageGap);
  const names = columnNames(layers, shortLayerNames(drawn, stages), columnWidth, room);
  const stageLine = stages.length === 0 ? 0 : 24;

  function foot(top: number): Mark[] {
    const labels = names.flatMap((text, place): Mark[] =>
      text === ''
        ? []
        : [{ kind: 'text', x: middles[place], y: top + 14, text, align: 'middle', fill: 'quietText' }],
    );
    return [...labels, ...stages.flatMap((stage) => bracket(stage, top + 20))];
  }

  function bracket(
    stage: { readonly name: string; readonly first: number; readonly last: number },
    y: number,
  ): Mark[] {
    const from = middles[stage.first] - columnWidth / 2 + 1;
    const to = middles[stage.last] + columnWidth / 2 - 1;
    const d = `M${from},${y}v4H${to}v-4`;
    const text = fitting([stage.name, stage.name.split(' \u00b7 ')[0]], to - from, room);
    return [
      { kind: 'path', d, stroke: 'zero' },
      ...(text === ''
        ? []
        : [{ kind: 'text', x: (from + to) / 2, y: y + 17, text, align: 'middle' } satisfies Mark]),
    ];
  }

  return {
    left,
    right: room.width - right,
    middles,
    columnWidth,
    footHeight: lineHeight + 4 + stageLine,
    foot,
  };
}

/**
 * Layers by their short names where all fit, else by their places, of which only some are written where they are many;
 * a residual sum has a + behind it.
 */
function columnNames(
  layers: readonly DepthLayer[],
  names: readonly string[],
  width: number,
  room: Room,
): string[] {
  const isSum = ({ layer }: DepthLayer): boolean => layer.kind === 'residual';
  const signed = names.map((name, i) => (isSum(layers[i]) ? `${name} +` : name));
  if (signed.every((name) => room.measure(name) <= width - 4)) return signed;
  const places = layers.map((layer, i) => `${i + 1}${isSum(layer) ? '+' : ''}`);
  const widest = Math.max(0, ...places.map((place) => room.measure(place)));
  const every = Math.max(1, Math.ceil((widest + 4) / width));
  return places.map((place, i) => (i % every === 0 ? place : ''));
}

/** The first text that fits; empty where none does. */
function fitting(texts: readonly string[], width: number, room: Room): string {
  return texts.find((text) => room.measure(text) <= width) ?? '';
}
