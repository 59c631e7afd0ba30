import * as l10n from '@vscode/l10n';
import { layerKeyFigure, layerKeyTable } from '../../figures/selectivity/layerKeyFigure.js';
import { scatterData } from '../../figures/selectivity/scatterData.js';
import { scatterDrawing } from '../../figures/selectivity/scatterFigure.js';
import { scatterTable } from '../../figures/selectivity/scatterTable.js';
import { hypothesisWords } from '../../results/derive/hypothesisSentences.js';
import { expectationUnder, type Expectation } from '../../results/derive/selectivityHypotheses.js';
import {
  explainedBy,
  lostAxisTitle,
  plotReading,
  selectivityQuestion,
  untoldRelation,
} from '../../results/derive/selectivityPlotWords.js';
import {
  layerRelations,
  relationInterval,
  relationOpening,
  type LayerRelation,
} from '../../results/derive/selectivityRelation.js';
import type { Interval } from '../../results/derive/spearmanInterval.js';
import type { ReportedResult, ReportFigure, ReportSection } from '../section.js';

/** Marks of more units, drawn twice, would make the page heavy. */
const mostExpected = 3000;
/** What most people would expect. */
const hypothesis = 'more';

/** Selectivity against cost: as measured, and as it would be if selective units mattered more. */
export const selectivitySection: ReportSection = {
  id: 'selectivity',
  title: l10n.t('Selectivity'),
  build(reported) {
    const { result, rows } = reported;
    const relations = layerRelations(rows);
    if (relations.length === 0) return null;
    const { seed } = result.settings;
    const intervals = result.exact
      ? relations.map((relation) => relationInterval(rows, relation, seed))
      : relations.map(() => null);
    const isExpected = result.exact && rows.length <= mostExpected;
    const opening = result.exact
      ? relationOpening(relations, intervals)
      : { answer: selectivityQuestion, evidence: untoldRelation(result) };
    return {
      opening: explainedBy(opening, result),
      figures: [
        ...(relations.length > 1 || result.exact
          ? [keyFigure(relations, intervals, result.layers.length, result.exact)]
          : []),
        scatter(reported, null, l10n.t('As measured')),
        ...(isExpected ? [expected(reported, relations, intervals)] : []),
      ],
      tables: [],
      notes: [plotReading(result.exact, isExpected)],
    };
  },
};

function keyFigure(
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[],
  layers: number,
  told: boolean,
): ReportFigure {
  return {
    name: 'selectivity-layers',
    title: null,
    draw: (room) => layerKeyFigure(relations, intervals, layers, told, room),
    table: told ? () => layerKeyTable(relations, intervals) : null,
  };
}

function scatter(
  { result, rows }: ReportedResult,
  expectation: Expectation | null,
  title: string,
): ReportFigure {
  const { noun } = result.dataset;
  const data = scatterData(rows, result.layers.length, {
    hidden: new Set(),
    told: result.exact,
    expectation,
  });
  const drawing = scatterDrawing(data, { vertical: lostAxisTitle(result, rows), noun });
  return {
    name: expectation === null ? 'selectivity' : 'selectivity-expected',
    title,
    draw: (room) => drawing.draw(room),
    table: () => scatterTable(data, noun),
  };
}

function expected(
  reported: ReportedResult,
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[],
): ReportFigure {
  const { rows, result } = reported;
  const { seed } = result.settings;
  const expectation = expectationUnder(hypothesis, rows, seed);
  const { supposed, follows } = hypothesisWords(hypothesis, expectation, rows, relations, intervals, seed);
  return {
    ...scatter(reported, expectation, l10n.t('What would we expect?')),
    lead: `${supposed}${follows}`,
  };
}
