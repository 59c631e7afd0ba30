import * as l10n from '@vscode/l10n';
import type { Figure, Mark, Room } from '../figure.js';
import type { Palette } from '../paint.js';
import { connectionLines, lineEnds, sampleLines } from './connectionLines.js';
import { crosses } from './crosses.js';
import { networkLayout, type NetworkLayout } from './networkLayout.js';
import { outputBars } from './outputBars.js';
import { shortened } from './shortened.js';
import { unitWords, type Scene, type SceneLayer } from './scene.js';
import { unitCells } from './unitCells.js';

/** The longest stub beside a node. */
const stubLength = 34;

/** The network on one sample, without what is deleted: its units, what connects them, and its outputs. */
export function networkFigure(scene: Scene, room: Room, palette: Palette): Figure {
  const layout = layoutOf(scene, room);
  const marks: Mark[] = [];
  if (layout.form === 'nodes') marks.push(...lines(scene, layout), ...stubs(scene, layout));
  scene.layers.forEach((layer, i) => {
    const { head, targets, columns, showsMaps } = layout.layers[i];
    const isNode = layout.form === 'nodes';
    marks.push(
      ...(isNode ? nodeHead(layer, head, pitchOf(layout), room) : gridHead(layer, scene.deleted, head, room)),
      ...unitCells(layer, targets, columns, scene.deleted, { showsMaps, isNode }, palette),
      ...crosses(targets, scene.deleted),
    );
  });
  marks.push(...sampleMarks(scene, layout), ...outputBars(scene.outputs, layout.outputs, room.measure));
  return {
    width: room.width,
    height: layout.height,
    label: l10n.t(
      "The network's units on the chosen sample, and its outputs. {0} deleted.",
      scene.deleted.size,
    ),
    marks,
    targets: layout.layers.flatMap(({ targets }) => targets),
  };
}

/** Whether units are drawn as nodes with what connects them, and not as grids. */
export function drawsNodes(scene: Scene, room: Room): boolean {
  return layoutOf(scene, room).form === 'nodes';
}

function layoutOf(scene: Scene, { width, measure }: Room): NetworkLayout {
  const facts = {
    layers: scene.layers.map((layer) => {
      const { unitCount, firstUnit, maps, id } = layer;
      const words = ` ${l10n.t('{0} of {1} deleted', unitCount, unitCount)}`;
      const headWidth = measure(id, { font: 'code', weight: 600 }) + measure(words);
      return { unitCount, firstUnit, hasMaps: maps !== null, headWidth };
    }),
    outputs: scene.outputs.length,
    outputNames: Math.min(
      96,
      Math.max(0, ...scene.outputs.map(({ name }) => measure(name, { weight: 600 }))),
    ),
    hasPicture: scene.sample?.picture != null,
  };
  return networkLayout(facts, width);
}

function lines(
  { connections, deleted, outputs, sample }: Scene,
  { layers, outputs: bars, sample: place }: NetworkLayout,
): Mark[] {
  const [first] = layers;
  const marks: Mark[] = [];
  if (place !== null && sample !== null) {
    const from = { x: place.x + place.size + 6, y: place.y + place.size / 2 };
    marks.push(...sampleLines(from, lineEnds(first.targets, deleted, 'left')));
  }
  connections.forEach((strengths, i) => {
    if (strengths === null) return;
    const left = lineEnds(layers[i].targets, deleted, 'right');
    if (i + 1 < layers.length) {
      marks.push(...connectionLines(strengths, left, lineEnds(layers[i + 1].targets, deleted, 'left')));
      return;
    }
    // Outputs that are not shown have no end to lead to.
    const rows = new Map(
      outputs.map(({ at }, row) => [at, { x: bars.left - 4, y: bars.rows[row], deleted: false }]),
    );
    const ends = Array.from({ length: strengths.to }, (_, at) => rows.get(at) ?? null);
    marks.push(...connectionLines(strengths, left, ends));
  });
  return marks;
}

/** Beside each node what it costs to delete it alone. */
function stubs({ costs }: Scene, layout: NetworkLayout): Mark[] {
  const most = Math.max(0, ...costs.map((cost) => cost ?? 0));
  const longest = Math.min(stubLength, pitchOf(layout) / 4);
  return layout.layers.flatMap(({ targets }) =>
    targets.flatMap(({ id, x, y, width, height }): Mark[] => {
      const cost = costs.at(id) ?? 0;
      if (cost <= 0) return [];
      const size = Math.min(6, height / 3);
      const length = Math.max(1, (longest * cost) / most);
      const bar = {
        kind: 'rect',
        x: x + width + 3,
        y: y + height / 2 - size / 2,
        width: length,
        height: size,
      } as const;
      // A rim of ground, so that it can be told from the lines that leave beside it.
      return [
        { ...bar, x: bar.x - 1, y: bar.y - 1, width: length + 2, height: size + 2, fill: 'background' },
        { ...bar, fill: 'lost' },
      ];
    }),
  );
}

function nodeHead(
  layer: SceneLayer,
  { x, y }: { readonly x: number; readonly y: number },
  pitch: number,
  { measure }: Room,
): Mark[] {
  const look = { weight: 600, font: 'code' } as const;
  const id = shortened(layer.id, pitch - 10, (text) => measure(text, look));
  // The first column may stand so far to the left that its name would be cut off.
  const at = Math.max(x, measure(id, look) / 2);
  return [
    { kind: 'text', x: at, y, text: id, align: 'middle', ...look },
    { kind: 'text', x: at, y: y + 14, text: unitWords(layer), align: 'middle', fill: 'quietText' },
  ];
}

/** From one column of nodes to the next, or to the outputs. */
function pitchOf({ layers, outputs }: NetworkLayout): number {
  return (layers.length > 1 ? layers[1].head.x : outputs.left) - layers[0].head.x;
}

function gridHead(
  { id, firstUnit, unitCount }: SceneLayer,
  deleted: ReadonlySet<number>,
  { x, y }: { readonly x: number; readonly y: number },
  { measure }: Room,
): Mark[] {
  let gone = 0;
  for (const unit of deleted) if (unit >= firstUnit && unit < firstUnit + unitCount) gone++;
  const look = { weight: 600, font: 'code' } as const;
  const words =
    gone === 0 ? l10n.t('none of {0} deleted', unitCount) : l10n.t('{0} of {1} deleted', gone, unitCount);
  return [
    { kind: 'text', x, y, text: id, ...look },
    { kind: 'text', x: x + measure(id, look) + 6, y, text: words, fill: 'quietText' },
  ];
}

function sampleMarks({ sample }: Scene, { sample: place, form }: NetworkLayout): Mark[] {
  if (sample?.picture == null || place === null) return [];
  const { x, y, size } = place;
  const below = form === 'nodes' || size > 60;
  return [
    { kind: 'picture', x, y, width: size, height: size, pixels: sample.picture },
    {
      kind: 'text',
      x: below ? x + size / 2 : x + size + 10,
      y: below ? y + size + 16 : y + size / 2 + 4,
      text: sample.caption,
      align: below ? 'middle' : 'start',
      fill: 'quietText',
    },
  ];
}
