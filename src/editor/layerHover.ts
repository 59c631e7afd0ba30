import * as vscode from 'vscode';
import { layerStrip } from '../figures/layerStrip.js';
import { figureToSvg } from '../figures/svg.js';
import { withDecimalMark } from '../language.js';
import { precisionOf, precisionWords, statisticsSamples } from '../results/derive/exactness.js';
import { plural } from '../results/derive/nouns.js';
import { formatCount, formatCounted, formatCountedOblique } from '../results/derive/numberFormat.js';
import { countsAnswers, intactShare } from '../results/derive/task.js';
import type { Spread } from '../results/derive/spread.js';
import { writeFraction } from '../results/derive/typographicNumbers.js';
import { lostPhrase, selectivityPhrase } from '../results/derive/unitPhrases.js';
import { agoWords } from './agoWords.js';
import type { CodeLayer, CodeLayers, MeasuredLayer } from './codeLayers.js';
import { editorPalette } from './editorPalette.js';
import { commands } from './ids.js';
import { readCodeSettings } from './settings.js';
import type { SourceFiles } from './sourceFiles.js';
import { staleWords } from './unitWords.js';
import { nameInWorkspace } from './workspacePlaces.js';

/** The numbers of a layer where it is written. Answers from memory: what is not measured it offers to measure. */
export class LayerHover implements vscode.HoverProvider {
  constructor(
    private readonly files: SourceFiles,
    private readonly layers: CodeLayers,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    if (!readCodeSettings().hover) return null;
    // Of a document that was opened this moment nothing is in memory yet.
    if (!this.files.known(document)) await this.files.models(document);
    const found = this.layers.at(document, position);
    const [first] = found;
    if (first === undefined) return null;
    const words = found.length === 1 ? hoverOf(first) : hoverOfSeveral(found);
    if (words === null) return null;
    const text = new vscode.MarkdownString(words, true);
    text.isTrusted = { enabledCommands: linked };
    const { name, definition } = first.located;
    const range = definition.range.contains(position) ? definition.range : name.range;
    return new vscode.Hover(text, range);
  }
}

const linked = [
  commands.openResult,
  commands.analyse,
  commands.selectUnit,
  commands.tieModel,
  commands.revealLayer,
];

function hoverOf(layer: CodeLayer): string | null {
  const { tie, model, measured, located, source } = layer;
  if (model.kind === 'open') return located.layer.isHidden ? choiceOf(layer) : null;
  const file = nameInWorkspace(model.modelPath);
  if (tie.kind === 'none') return null;
  if (tie.kind === 'ambiguous') {
    const candidates = tie.candidates.map((id) => code(id)).join(', ');
    return vscode.l10n.t(
      'Which layer of {0} this is can’t be told for certain; it may be {1}.',
      file,
      candidates,
    );
  }
  if (!measured) {
    const title = heading(tie.layer, file);
    return `${title}\n\n${vscode.l10n.t('Not measured yet.')} ${analyseLink(model.modelPath, vscode.l10n.t('Analyse unit importance'))}`;
  }
  return [
    heading(measured.id, file),
    numbers(measured),
    picture(measured),
    costliest(measured, model.modelPath),
    basis(measured),
    links(layer, measured, model.modelPath, source.model.name),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Of a definition that makes several layers, a line each. */
function hoverOfSeveral(layers: readonly CodeLayer[]): string | null {
  const measured = layers.map((each) => each.measured).filter((each) => each !== null);
  const [first] = measured;
  if (first === undefined) return hoverOf(layers[0]);
  const head = [
    vscode.l10n.t('layer'),
    vscode.l10n.t('units'),
    vscode.l10n.t('dead'),
    vscode.l10n.t('lost by a unit'),
  ];
  const unique = [...new Map(measured.map((each) => [each.id, each])).values()];
  const rows = unique.map(({ id, facts }) =>
    [
      code(id),
      formatCount(facts.units),
      formatCount(facts.dead),
      facts.lost ? spreadWords(facts.lost) : '–',
    ].join(' | '),
  );
  return [`${head.join(' | ')}\n---|---:|---:|---:\n${rows.join('\n')}`, basis(first)].join('\n\n');
}

function heading(id: string, file: string): string {
  return `**${code(id)}** · ${escaped(file)}`;
}

function numbers({ facts, stored, rows }: MeasuredLayer): string {
  const { noun } = stored.result.dataset;
  const first = [formatCounted(facts.units, 'unit')];
  if (facts.dead > 0) first.push(vscode.l10n.t('{0} dead', formatCount(facts.dead)));
  if (facts.selectivity) {
    first.push(vscode.l10n.t('selectivity {0}', spreadWords(facts.selectivity, writeFraction)));
  }
  if (!facts.lost) return first.join(' · ');
  const words = vscode.l10n.t('deleting a unit loses {0} {1}', spreadWords(facts.lost), plural(noun));
  const estimated = rows.some(({ lost }) => lost?.basis?.kind === 'estimate');
  const second = estimated ? vscode.l10n.t('{0}, estimated', words) : words;
  return `${first.join(' · ')}  \n${second}`;
}

/** `1.9 ± 3.1`: mean and standard deviation. */
function spreadWords(
  { mean, deviation }: Spread,
  write = (value: number) => withDecimalMark(value.toFixed(1)),
): string {
  return `${write(mean).replace('-', '\u2212')} ± ${write(deviation)}`;
}

function picture({ id, rows }: MeasuredLayer): string {
  const lost = rows.map((row) => row.lost?.count).filter((count) => count !== undefined);
  if (lost.length === 0) return '';
  const label = vscode.l10n.t('What deleting each unit of {0} loses, most first', id);
  const svg = figureToSvg(layerStrip(lost, label), editorPalette());
  return `![${escaped(label)}](data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')})`;
}

function costliest({ facts, stored }: MeasuredLayer, modelPath: string): string {
  const { noun, classes } = stored.result.dataset;
  return facts.costliest
    .map((row) => {
      const phrases = [row.lost ? lostPhrase(row.lost, noun) : null, selectivityPhrase(row, classes)];
      const link = `[${code(row.name)}](${commandUri(commands.selectUnit, modelPath, row.unit.flat)})`;
      return `${link} ${escaped(phrases.filter((phrase) => phrase !== null).join(', '))}`;
    })
    .join('  \n');
}

function basis({ stored }: MeasuredLayer): string {
  const { result, freshness } = stored;
  const { dataset, created } = result;
  const counted = statisticsSamples(result);
  const precision = precisionOf(result);
  const share = intactShare(result);
  const parts = [
    escaped(dataset.name),
    countsAnswers(result)
      ? vscode.l10n.t('{0} of {1} correct', share, formatCountedOblique(counted, dataset.noun))
      : share,
    ...(precision === null ? [] : [vscode.l10n.t('estimated, {0} at 99 %', precisionWords(precision))]),
    freshness === 'measuring' ? vscode.l10n.t('being measured') : agoWords(created),
  ];
  const stale = staleWords(freshness);
  return `${stale === null ? '' : `$(warning) ${stale}  \n`}${parts.join(' · ')}`;
}

function links(layer: CodeLayer, measured: MeasuredLayer, modelPath: string, name: string): string {
  const panel = vscode.l10n.t('Open panel');
  const tree = vscode.l10n.t('Show in tree');
  const again = vscode.l10n.t('Measure again');
  const other = vscode.l10n.t('Other model');
  return [
    `[${panel}](${commandUri(commands.openResult, vscode.Uri.file(modelPath))})`,
    `[${tree}](${commandUri(commands.revealLayer, modelPath, measured.id)})`,
    analyseLink(modelPath, again),
    `[${other}](${commandUri(commands.tieModel, layer.source.file, name)})`,
  ].join(' · ');
}

/** Where several models fit the code, which one it is. */
function choiceOf({ model, source }: CodeLayer): string | null {
  if (model.kind !== 'open' || model.fitting.length === 0) return null;
  const names = model.fitting.map((path) => {
    const link = commandUri(commands.tieModel, source.file, source.model.name, path);
    return `[${escaped(nameInWorkspace(path))}](${link})`;
  });
  return vscode.l10n.t('Which model is {0}? {1}', code(source.model.name), names.join(' · '));
}

function analyseLink(modelPath: string, label: string): string {
  return `[${label}](${commandUri(commands.analyse, vscode.Uri.file(modelPath), { askForData: false })})`;
}

function commandUri(command: string, ...args: unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}

function code(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+!|<>~]/g, '\\$&');
}
