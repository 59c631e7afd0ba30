import type { ModelSummary, WeightLayer } from '../jobs/protocol.js';
import { formatCount, formatCounted } from '../results/derive/numberFormat.js';
import { formatShape } from './inspectTable.js';
import type { Style } from './io.js';
import { layOut } from './table.js';
import { plain, truncate, wrap } from './terminalText.js';

/** What a file of weights holds as a table: a row a layer, as the names of tensors tell them, in the order of the file. */
export function weightsTable(fileName: string, model: ModelSummary, width: number, style: Style): string {
  const layers = model.weights?.layers ?? [];
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  const lines = [style('bold', truncate(plain(`${fileName} (${model.format})`), width)), ''];
  if (layers.length > 0) {
    const table = layOut(
      [
        { header: 'layer', align: 'left', cells: layers.map(({ id }) => id || '-'), shrinks: true },
        { header: 'tensors', align: 'left', cells: layers.map(tensorWords), shrinks: true },
        {
          header: 'parameters',
          align: 'right',
          cells: layers.map((layer) => formatCount(layer.parameters)),
        },
      ],
      width,
    );
    lines.push(...table.header.map((line) => style('dim', line)), ...table.rows, '');
  }
  lines.push(`${formatCounted(layers.length, 'layer')}, ${formatCounted(parameters, 'parameter')}`);
  const explanation = plain(model.weights?.explanation ?? '');
  return `${[...lines, '', ...wrap(explanation, Math.min(width, 80))].join('\n')}\n`;
}

/** `weight 64 x 64, bias 64`; the type where it is not float32. */
function tensorWords({ tensors }: WeightLayer): string {
  return tensors
    .map(({ name, shape, type }) => {
      const words = `${name} ${formatShape(shape)}`;
      return type === 'float32' ? words : `${words} ${type}`;
    })
    .join(', ');
}
