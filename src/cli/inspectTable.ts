import type { ModelSummary } from '../jobs/protocol.js';
import { formatCount, formatCounted } from '../results/derive/numberFormat.js';
import { paragraph } from './block.js';
import type { Style } from './io.js';
import { planTable } from './planTable.js';
import { layOut } from './table.js';
import { plain, truncate } from './terminalText.js';

/** A model's hidden layers as a table, in forward order. */
export function inspectTable(fileName: string, model: ModelSummary, width: number, style: Style): string {
  const { layers } = model;
  const units = layers.reduce((sum, layer) => sum + layer.unitCount, 0);
  const title = truncate(plain(`${fileName} (${model.format})`), width);
  const ends = [...ports('in ', model.inputs), ...ports('out', model.outputs)].map((line) =>
    truncate(line, width),
  );
  const totals = `${formatCounted(layers.length, 'hidden layer')}, ${formatCounted(units, 'unit')}`;
  const lines = [style('bold', title), ...ends, ''];
  if (layers.length > 0) {
    const table = layOut(
      [
        { header: 'layer', align: 'left', cells: layers.map(({ id }) => id), shrinks: true },
        { header: 'kind', align: 'left', cells: layers.map(({ kind }) => kind) },
        { header: 'operator', align: 'left', cells: layers.map(({ operator }) => operator), dispensable: 1 },
        {
          header: 'activation',
          align: 'left',
          cells: layers.map(({ activation }) => activation ?? '-'),
          dispensable: 2,
        },
        { header: 'shape', align: 'left', cells: layers.map(({ shape }) => formatShape(shape)) },
        { header: 'units', align: 'right', cells: layers.map(({ unitCount }) => formatCount(unitCount)) },
      ],
      width,
    );
    lines.push(...table.header.map((line) => style('dim', line)), ...table.rows, '');
  }
  const plan = model.plan ? ['', ...planTable(model, model.plan, width, style)] : [];
  return `${[...lines, totals, ...passedOver(model, width), ...plan].join('\n')}\n`;
}

function passedOver({ passedOver: operators = [] }: ModelSummary, width: number): string[] {
  if (operators.length === 0) return [];
  const [first, ...more] = operators;
  const which = more.length === 0 ? first : `${first} and ${formatCounted(more.length, 'other operator')}`;
  const holds = more.length === 0 ? 'holds' : 'hold';
  return [
    '',
    ...paragraph(
      `${which} ${holds} further layers, which are not measured; export the network without control flow to measure these.`,
      width,
    ),
  ];
}

/** `16 x 32 x 32`; `?` where the model leaves a dimension open, `scalar` where there is none. */
export function formatShape(shape: readonly (number | null)[]): string {
  return shape.length === 0 ? 'scalar' : shape.map((size) => size ?? '?').join(' x ');
}

function ports(title: string, tensors: ModelSummary['inputs']): string[] {
  return tensors.map(({ name, shape }) => plain(`  ${title}  ${name}: ${formatShape(shape)}`));
}
