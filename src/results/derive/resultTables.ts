import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { capitalised } from './capitalised.js';
import {
  layerCorrelations,
  pooledCorrelations,
  poolingWarning,
  type UnitCorrelation,
} from './correlations.js';
import { replacementName, scopeName } from './dataWords.js';
import { statisticsSamples } from './exactness.js';
import { curveFamilies, largestClassShare } from './curveFamilies.js';
import { samplesHaveClasses } from './task.js';
import { orderName } from './curveWords.js';
import { effectName, type Effect } from './effects.js';
import { depthSentence } from './depthTrend.js';
import { flatUnits, replacementsOf } from './flatUnits.js';
import { layerSummaries } from './layerSummary.js';
import { noiseLevels } from './noiseLevels.js';
import { capitalPlural } from './nouns.js';
import { formatCount, formatCountedOblique } from './numberFormat.js';
import { pairSelectivityNote, unitPairSelectivity } from './pairSelectivity.js';
import { replacementAgreement } from './replacementAgreement.js';
import { splitHalvesSentence } from './splitHalves.js';
import { groupEffects } from './synergy.js';
import { writeCount, writeDecimal, writeFraction, writeInterval, writeRange } from './typographicNumbers.js';
import { unitName } from './unitName.js';

/** Numbers of a result in rows and columns, with what has to be said beside them. */
export interface ResultTable {
  readonly title: string;
  /** The first column names the row. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Bootstrap intervals of more units than this would keep the reader waiting. */
const unitsWithIntervals = 2000;

/** Everything that a result holds besides its units' own numbers, as plain tables; only what was measured. */
export function resultTables(result: ResultFile, replacement: string | null): ResultTable[] {
  const tables = [
    layerTable(result, replacement),
    // Noise of an estimate would pass for a lack of relation.
    replacement === null || !result.exact ? null : correlationTable(result, replacement),
    result.exact ? agreementTable(result) : null,
    curveTable(result),
    noiseTable(result),
    groupTable(result),
  ];
  return tables.filter((table) => table !== null && table.rows.length > 0) as ResultTable[];
}

function layerTable(result: ResultFile, replacement: string | null): ResultTable {
  const pairs = new Map<string, number[]>();
  for (const unit of flatUnits(result)) {
    const pair = unitPairSelectivity(result, unit);
    if (pair === null) continue;
    const ofLayer = pairs.get(unit.layer.id);
    if (ofLayer === undefined) pairs.set(unit.layer.id, [pair.index]);
    else ofLayer.push(pair.index);
  }
  const rows = layerSummaries(result, replacement).map((summary) => {
    const ofPairs = pairs.get(summary.layer.id) ?? [];
    return [
      summary.layer.id,
      formatCount(summary.units),
      countOr(summary.dead),
      countOr(summary.alwaysOn),
      ...(result.exact ? [countOr(summary.unitsBeyondChance)] : []),
      fractionOr(summary.meanSelectivity),
      fractionOr(
        ofPairs.length === 0 ? null : ofPairs.reduce((sum, value) => sum + value, 0) / ofPairs.length,
      ),
    ];
  });
  const halves = replacement === null ? null : splitHalvesSentence(result, replacement);
  return {
    title: l10n.t('Layers'),
    header: [
      ...[l10n.t('Layer'), l10n.t('Units'), l10n.t('Dead'), l10n.t('Always on')],
      ...(result.exact ? [l10n.t('Beyond chance')] : []),
      ...[l10n.t('Selectivity'), l10n.t('For a pair')],
    ],
    rows,
    notes: [
      inexactNote(result),
      pairSelectivityNote,
      depthSentence(result),
      halves,
      largeNote(result),
    ].filter((note) => note !== null),
  };
}

/** What stands beside statistics of a part of the data, and why tables are missing. */
function inexactNote(result: ResultFile): string | null {
  if (result.exact) return null;
  const { samples, noun } = result.dataset;
  const counted = statisticsSamples(result);
  const part =
    counted < samples
      ? [
          l10n.t(
            'These numbers are of {0} of {1}.',
            formatCount(counted),
            formatCountedOblique(samples, noun),
          ),
        ]
      : [];
  const later = l10n.t(
    'What stands out from chance, and how measures go together, is told of exact results.',
  );
  return [...part, later].join(' ');
}

function largeNote({ layers }: ResultFile): string | null {
  return layers.some(({ unitCount }) => unitCount > unitsWithIntervals)
    ? l10n.t(
        'Rank correlations of layers with more than {0} units are on the command line alone.',
        formatCount(unitsWithIntervals),
      )
    : null;
}

function correlationTable(result: ResultFile, replacement: string): ResultTable | null {
  const units = result.layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
  if (largeNote(result) !== null) return null;
  const within = layerCorrelations(result, replacement);
  const pooled =
    result.layers.length > 1 && units <= unitsWithIntervals ? pooledCorrelations(result, replacement) : [];
  const used = [...new Set(within.map(({ effect }) => effect))];
  const name = (id: string, correlations: readonly UnitCorrelation[]) => {
    const measures = [...new Set(correlations.map(({ measure }) => measure))];
    return measures.map((measure) => [
      `${id}: ${measureNames[measure]}`,
      ...used.map((effect) => correlationOr(correlations, measure, effect)),
    ]);
  };
  const rows = result.layers.flatMap((layer) =>
    name(
      layer.id,
      within.filter((found) => found.layer === layer),
    ),
  );
  return {
    title: l10n.t('Rank correlations with what a deletion costs'),
    header: [
      l10n.t('Measure'),
      ...used.map((effect) => capitalised(effectName(effect, result.dataset.noun))),
    ],
    rows: [...rows, ...name(l10n.t('all layers'), pooled)],
    notes: [
      l10n.t(
        "Spearman's rho within a layer, with the 95 % interval of 2,000 bootstrap resamples of units; dead units are left out.",
      ),
      ...(pooled.length > 0 ? [poolingWarning] : []),
    ],
  };
}

const measureNames: Readonly<Record<UnitCorrelation['measure'], string>> = {
  selectivity: l10n.t('selectivity'),
  mutualInformation: l10n.t('information'),
  l1Norm: l10n.t('L1 norm'),
  mean: l10n.t('mean activity'),
};

function correlationOr(found: readonly UnitCorrelation[], measure: string, effect: Effect): string {
  const one = found.find((each) => each.measure === measure && each.effect === effect);
  if (one?.rho == null) return '';
  const interval = one.interval ? ` (${writeInterval(one.interval.low, one.interval.high)})` : '';
  return `${writeFraction(one.rho)}${interval}`;
}

function agreementTable(result: ResultFile): ResultTable {
  return {
    title: l10n.t('How alike the replacement values rank the units'),
    header: [l10n.t('Layer'), l10n.t('Replaced by'), l10n.t('Rank correlation'), l10n.t('Units')],
    rows: replacementAgreement(result).map(({ layer, first, second, rho, n }) => {
      return [
        layer.id,
        `${replacementName(first)}, ${replacementName(second)}`,
        fractionOr(rho),
        formatCount(n),
      ];
    }),
    notes: replacementsOf(result).length > 2 ? [] : [l10n.t("Spearman's rho of what each deletion costs.")],
  };
}

function curveTable(result: ResultFile): ResultTable {
  const rows = curveFamilies(result).map((family) => [
    [orderName(family), scopeName(family.scope), ...(family.mode === 'keep' ? [l10n.t('kept')] : [])].join(
      ', ',
    ),
    replacementName(family.replacement),
    family.auc === null ? '' : writeFraction(family.auc.mean, 3),
    family.auc === null
      ? ''
      : writeRange(writeFraction(family.auc.lowest, 3), writeFraction(family.auc.highest, 3)),
    formatCount(family.curves.length),
  ]);
  const floor = writeFraction(largestClassShare(result), 3);
  return {
    title: l10n.t('More and more units removed'),
    header: [
      l10n.t('Order, scope'),
      l10n.t('Replaced by'),
      l10n.t('Area'),
      l10n.t('Lowest to highest'),
      l10n.t('Orders'),
    ],
    rows,
    notes: [
      samplesHaveClasses(result)
        ? l10n.t(
            'Area under accuracy against the share of units removed. Always naming the largest class gives {0}.',
            floor,
          )
        : l10n.t('Area under accuracy against the share of units removed.'),
      l10n.t(
        'Networks that memorise lean on fewer directions and have a smaller area on their training data than ones that generalise (Morcos et al. 2018); that compares networks, and no area by itself is a verdict.',
      ),
    ],
  };
}

function noiseTable(result: ResultFile): ResultTable {
  const { samples } = result.dataset;
  return {
    title: l10n.t('Noise on every unit'),
    header: [
      l10n.t('Scope'),
      l10n.t('Standard deviations'),
      l10n.t('Accuracy'),
      l10n.t('Lowest to highest'),
      l10n.t('Draws'),
    ],
    rows: noiseLevels(result).map(({ scope, scale, correct }) => [
      scopeName(scope),
      writeDecimal(scale),
      writeFraction(correct.mean / samples, 3),
      writeRange(writeFraction(correct.lowest / samples, 3), writeFraction(correct.highest / samples, 3)),
      formatCount(correct.count),
    ]),
    notes: [],
  };
}

function groupTable(result: ResultFile): ResultTable {
  return {
    title: l10n.t('Groups deleted together'),
    header: [
      l10n.t('Units'),
      l10n.t('{0} lost', capitalPlural(result.dataset.noun)),
      l10n.t('One at a time'),
      l10n.t('Synergy'),
    ],
    rows: groupEffects(result).map((group) => [
      group.units.map(unitName).join(' '),
      writeCount(group.samplesLost),
      countOr(group.lostSingly),
      countOr(group.synergy),
    ]),
    notes: [l10n.t('Synergy is what a group loses beyond the sum of what its members lose one at a time.')],
  };
}

function countOr(value: number | null): string {
  return value === null ? '' : writeCount(value);
}

function fractionOr(value: number | null): string {
  return value === null ? '' : writeFraction(value);
}
