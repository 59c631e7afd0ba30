import * as l10n from '@vscode/l10n';
import { line } from 'd3-shape';
import type { BinnedMean } from '../../results/derive/binnedMeans.js';
import { plural } from '../../results/derive/nouns.js';
import { formatCount } from '../../results/derive/numberFormat.js';
import { lostRange } from '../../results/derive/lostSamples.js';
import type { Figure, Mark, Room, Target, Text } from '../figure.js';
import { isWithin } from '../zoom.js';
import { placeLabel, placeLabels } from './labelPlaces.js';
import type { ScatterData, ScatterPoint } from './scatterData.js';
import {
  expectedDots,
  measuredDots,
  scatterDots,
  scatterTargetOf,
  scatterTargets,
  type ScatterDots,
} from './scatterDots.js';
import { scatterFrame, type ScatterFrame } from './scatterFrame.js';
import { apartMarks, axisMarks, coverMarks, groundMarks, histogramMarks } from './scatterAxes.js';

export interface ScatterWords {
  /** `images lost when deleted` */
  readonly vertical: string;
  readonly noun: string;
}

/** The plot of selectivity against samples lost, drawn as often as its room or zoom changes. */
export interface ScatterDrawing {
  readonly draw: (room: Room) => Figure;
  /** Over the plot as it was drawn last: a unit's ring, its interval if it was estimated, its name if it is selected. */
  readonly mark: (target: Target, state: 'hovered' | 'selected') => readonly Mark[];
}

export function scatterDrawing(data: ScatterData, words: ScatterWords): ScatterDrawing {
  const dots = scatterDots(data);
  const pointOf = new Map<number, ScatterPoint>();
  let drawn: {
    readonly frame: ScatterFrame;
    readonly room: Room;
    readonly labels: readonly Text[];
  } | null = null;
  return {
    draw(room) {
      const frame = scatterFrame(data, room.width, room.zoom);
      const labels = placeLabels(
        costliest(dots, frame),
        (text) => room.measure(text, { font: 'code' }),
        frame.ground.x + frame.ground.width,
      );
      drawn = { frame, room, labels };
      let targets: readonly Target[] | null = null;
      return {
        width: frame.width,
        height: frame.height,
        label: l10n.t(
          'Class selectivity against {0} lost, a mark for each of {1} units',
          plural(words.noun),
          formatCount(data.points.length),
        ),
        ground: frame.ground,
        marks: [
          ...groundMarks(data, frame),
          ...expectedDots(dots, frame),
          ...measuredDots(dots, frame, data.layers),
          ...meanMarks(data, frame),
          ...(frame.isZoomed ? coverMarks(frame) : []),
          ...histogramMarks(dots, frame),
          ...apartMarks(data, frame),
          ...axisMarks(frame, words.vertical, room.measure),
          ...withinChance(data, frame),
          ...labels,
          ...meanNames(data, frame, room),
        ],
        // Of a hundred thousand marks, none is pointed at in most drawings while the plot is zoomed or moved.
        get targets() {
          targets ??= scatterTargets(dots, frame);
          return targets;
        },
        targetOf: (id) => scatterTargetOf(dots, frame, id),
      };
    },
    mark(target, state) {
      if (drawn === null) return [];
      if (pointOf.size === 0) for (const point of data.points) pointOf.set(point.row.unit.flat, point);
      const point = pointOf.get(target.id);
      const { frame, room, labels } = drawn;
      if (point === undefined || !isWithin(frame.ground, target.x, target.y)) return [];
      const isSelected = state === 'selected';
      const { name } = point.row;
      const right = frame.ground.x + frame.ground.width;
      const isNamed = isSelected && !labels.some(({ text }) => text === name);
      const measure = (text: string): number => room.measure(text, { font: 'code', weight: 600 });
      return [
        ...intervalMarks(point, target, frame, isSelected),
        ringMark(target, isSelected),
        ...(isNamed
          ? [
              {
                ...placeLabel({ text: name, x: target.x, y: target.y }, measure, right, labels),
                weight: 600 as const,
              },
            ]
          : []),
      ];
    },
  };
}

/** The costliest units in sight, which are named; ties go to the lower flat index. */
function costliest({ points, roots, expectedRoots }: ScatterDots, frame: ScatterFrame) {
  const count = expectedRoots !== null ? 0 : frame.width < 520 ? 1 : 2;
  const best: number[] = [];
  points.forEach(({ samplesLost, selectivity }, i) => {
    if (count === 0 || samplesLost <= 0) return;
    const last = best.at(-1);
    if (best.length === count && last !== undefined && points[last].samplesLost >= samplesLost) return;
    if (frame.isZoomed && !isWithin(frame.ground, frame.x(selectivity), frame.yOfRoot(roots[i]))) return;
    const at = best.findIndex((other) => points[other].samplesLost < samplesLost);
    best.splice(at < 0 ? best.length : at, 0, i);
    if (best.length > count) best.pop();
  });
  return best.map((i) => ({
    text: points[i].row.name,
    x: frame.x(points[i].selectivity),
    y: frame.yOfRoot(roots[i]),
  }));
}

function meanMarks({ means, expectedMeans }: ScatterData, { x, y }: ScatterFrame): Mark[] {
  const trace = line<BinnedMean>(
    (mean) => x(mean.x),
    (mean) => y(mean.y),
  );
  const path = (
    of: readonly BinnedMean[],
    look: { stroke: 'text' | 'hypothesis'; dash?: number[] },
  ): Mark[] =>
    of.length === 0 ? [] : [{ kind: 'path', d: trace([...of]) ?? '', strokeWidth: 2, halo: 1.5, ...look }];
  return [...path(expectedMeans, { stroke: 'hypothesis', dash: [5, 3] }), ...path(means, { stroke: 'text' })];
}

/** The lines' names at their right ends, moved apart where they would lie over each other. */
function meanNames(data: ScatterData, frame: ScatterFrame, { measure }: Room): Text[] {
  const short = frame.width < 520;
  const isAlone = data.expectedMeans.length === 0;
  const lines = [
    {
      mean: data.means.at(-1),
      text: short ? (isAlone ? l10n.t('mean') : l10n.t('measured')) : l10n.t('measured mean'),
      fill: 'text' as const,
    },
    {
      mean: data.expectedMeans.at(-1),
      text: short ? l10n.t('expected') : l10n.t('expected mean'),
      fill: 'hypothesis' as const,
    },
  ];
  const right = frame.ground.x + frame.ground.width;
  const places = lines.flatMap(({ mean, ...name }) => {
    if (mean === undefined) return [];
    const [x, y] = [frame.x(mean.x), frame.y(mean.y)];
    return isWithin(frame.ground, x, y) ? [{ ...name, x, y }] : [];
  });
  if (places.length === 2 && Math.abs(places[0].y - places[1].y) < 14) {
    const [upper, lower] = places[0].y < places[1].y ? places : places.toReversed();
    const middle = (upper.y + lower.y) / 2;
    [upper.y, lower.y] = [middle - 8, middle + 8];
  }
  return places.map(({ text, fill, x, y }) => {
    const fits = x + 6 + measure(text, { weight: 600 }) < right;
    const place = fits ? { x: x + 6, y: y + 4 } : { x: right, y: y - 8, align: 'end' as const };
    return { kind: 'text', text, fill, weight: 600, halo: true, ...place };
  });
}

function withinChance({ band }: ScatterData, { width, y, ground }: ScatterFrame): Text[] {
  const place = y(-band) - 5;
  if (width < 520 || y(-band) - y(band) <= 30 || !isWithin(ground, ground.x, place)) return [];
  return [
    { kind: 'text', x: ground.x + 5, y: place, text: l10n.t('within chance'), fill: 'quietText', halo: true },
  ];
}

function ringMark({ x, y }: Target, isSelected: boolean): Mark {
  const radius = isSelected ? 6.5 : 5;
  const look = isSelected ? ({ stroke: 'select', strokeWidth: 2 } as const) : ({ stroke: 'text' } as const);
  return {
    kind: 'rect',
    x: x - radius,
    y: y - radius,
    width: 2 * radius,
    height: 2 * radius,
    radius,
    ...look,
  };
}

/** Where the count of an estimated unit may lie: all of them at once would hide each other. */
function intervalMarks(
  { row }: ScatterPoint,
  { x }: Target,
  { y }: ScatterFrame,
  isSelected: boolean,
): Mark[] {
  if (row.lost?.basis?.kind !== 'estimate') return [];
  const { low, high } = lostRange(row.lost);
  const [top, bottom] = [y(high), y(low)];
  const width = isSelected ? 2 : 1;
  const fill = isSelected ? 'select' : 'text';
  return [
    { kind: 'rect', x: x - width / 2, y: top, width, height: bottom - top, fill },
    ...[top, bottom].map((end): Mark => ({
      kind: 'rect',
      x: x - 4,
      y: end - width / 2,
      width: 8,
      height: width,
      fill,
    })),
  ];
}
