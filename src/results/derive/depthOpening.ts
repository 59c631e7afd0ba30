import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { capitalised } from './capitalised.js';
import type { DepthRelation } from './depthRelation.js';
import { hypergeometricTail } from './hypergeometric.js';
import type { Opening } from './importanceSentence.js';
import { unitInformationChance } from './information.js';
import { formatCount, formatCounted, formatCountedOblique } from './numberFormat.js';
import { quartilesOf } from './quartiles.js';
import type { Interval } from './spearmanInterval.js';
import { writeFraction, writeInterval } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** A smaller rank correlation is no trend to speak of, however sure its sign. */
const tellingRho = 0.1;

/**
 * What changes from input to output: trends by the rank correlations whose intervals leave out zero; which layers hold
 * the units beyond chance; how much of the information is what chance alone would show.
 * @param intervals one entry a relation; `null` where there is none.
 */
export function depthOpening(
  result: ResultFile,
  rows: readonly UnitRow[],
  relations: readonly DepthRelation[],
  intervals: readonly (Interval | null)[],
): Opening {
  if (!result.exact) return untold(result, rows);
  const trends = relations.map((relation, i) => ({ ...relation, interval: intervals[i] ?? null }));
  const residual = residualPart(rows);
  const claims = [trendClaim(trends), residual?.claim ?? null].filter((claim) => claim !== null);
  const layers = new Set(rows.map(({ layerIndex }) => layerIndex)).size;
  const answer =
    layers < 2
      ? l10n.t('One hidden layer: there is no depth to compare')
      : claims.length === 0
        ? l10n.t('From input to output, nothing rises or falls clearly')
        : claims.join('; ');
  const evidence = [
    ...trends.map(trendEvidence),
    residual?.evidence ?? (layers < 2 ? null : costlyLayer(rows)),
    informationSentence(result, rows),
  ];
  return { answer: capitalised(answer), evidence: evidence.filter((part) => part !== null).join(' ') };
}

/** Estimates and unfinished counts: no trend is told, but how much of the information is chance holds for them too. */
function untold(result: ResultFile, rows: readonly UnitRow[]): Opening {
  const why =
    result.partial === true
      ? l10n.t('Numbers still come in. Trends with depth are told when all are there.')
      : l10n.t('Trends with depth are told of exact results; refine this estimate to see them.');
  const information = result.partial === true ? null : informationSentence(result, rows);
  return {
    answer: l10n.t('From input to output'),
    evidence: [why, information].filter((part) => part !== null).join(' '),
  };
}

type Trend = DepthRelation & { readonly interval: Interval | null };

function direction({ rho, interval }: Trend): 'rises' | 'falls' | null {
  if (rho === null || interval === null || Math.abs(rho) < tellingRho) return null;
  return interval.low > 0 ? 'rises' : interval.high < 0 ? 'falls' : null;
}

function trendClaim(trends: readonly Trend[]): string | null {
  const told = trends.flatMap((trend) => {
    const goes = direction(trend);
    return goes === null ? [] : [{ measure: trend.measure, goes }];
  });
  if (told.length === 0) return null;
  const [first, second] = told.map(({ measure, goes }) => ({ name: measureName(measure), goes }));
  if (second === undefined) {
    return first.goes === 'rises'
      ? l10n.t('{0} rises with depth', first.name)
      : l10n.t('{0} falls with depth', first.name);
  }
  if (first.goes === second.goes) {
    return first.goes === 'rises'
      ? l10n.t('{0} and {1} rise with depth', first.name, second.name)
      : l10n.t('{0} and {1} fall with depth', first.name, second.name);
  }
  return first.goes === 'rises'
    ? l10n.t('{0} rises with depth, {1} falls', first.name, second.name)
    : l10n.t('{0} falls with depth, {1} rises', first.name, second.name);
}

function measureName(measure: Trend['measure']): string {
  return measure === 'selectivity' ? l10n.t('selectivity') : l10n.t('information');
}

/** What is to be seen, before the numbers that stand behind it. */
const trendWords = {
  selectivity: {
    rises: l10n.t('Units of later layers are more selective'),
    falls: l10n.t('Units of later layers are less selective'),
    null: l10n.t('Selectivity shows no clear trend with depth'),
  },
  information: {
    rises: l10n.t('Units of later layers tell more of the class'),
    falls: l10n.t('Units of later layers tell less of the class'),
    null: l10n.t('Information shows no clear trend with depth'),
  },
} as const;

function trendEvidence(trend: Trend): string | null {
  const { measure, rho, n, interval } = trend;
  if (rho === null || interval === null) return null;
  const claim = trendWords[measure][direction(trend) ?? 'null'];
  const range = writeInterval(interval.low, interval.high);
  return l10n.t(
    '{0} (rank correlation {1}, 95 % interval {2}, {3}).',
    ...[claim, writeFraction(rho), range, formatCounted(n, 'unit')],
  );
}

/** Units that cost more than chance explains; those that do better without are no costly ones. */
function costly(rows: readonly UnitRow[]): UnitRow[] {
  return rows.filter(({ beyondChance, importance }) => beyondChance && (importance?.samplesLost ?? 0) > 0);
}

/** `null` where the network has no residual sums, or nothing else. */
function residualPart(
  rows: readonly UnitRow[],
): { readonly claim: string | null; readonly evidence: string } | null {
  const deleted = rows.filter(({ importance }) => importance !== null);
  const isSum = ({ unit }: UnitRow): boolean => unit.layer.kind === 'residual';
  const sums = deleted.filter(isSum).length;
  if (sums === 0 || sums === deleted.length) return null;
  const found = costly(deleted);
  if (found.length === 0) return { claim: null, evidence: noneCostly };
  const held = found.filter(isSum).length;
  const tail = hypergeometricTail(held, found.length, sums, deleted.length);
  const numbers = [
    formatCount(held),
    formatCount(found.length),
    formatCount(sums),
    formatCount(deleted.length),
  ];
  const evidence =
    found.length === 1
      ? l10n.t(
          'Residual sums (+) hold {0} of the {1} unit that cost more than chance explains, and {2} of all {3}.',
          ...numbers,
        )
      : l10n.t(
          'Residual sums (+) hold {0} of the {1} units that cost more than chance explains, and {2} of all {3}.',
          ...numbers,
        );
  const isClear = tail < 0.05 && 2 * held > found.length;
  return { claim: isClear ? l10n.t('most costly units are residual sums') : null, evidence };
}

const noneCostly = l10n.t(
  'No unit costs more than chance explains, so no layer can be called the costliest.',
);

/** `null` where no unit was deleted. */
function costlyLayer(rows: readonly UnitRow[]): string | null {
  if (rows.every(({ importance }) => importance === null)) return null;
  const found = costly(rows);
  if (found.length === 0) return noneCostly;
  const counts = new Map<number, number>();
  for (const { layerIndex } of found) counts.set(layerIndex, (counts.get(layerIndex) ?? 0) + 1);
  const [[place, most]] = [...counts].sort((a, b) => b[1] - a[1]);
  const own = rows.filter(({ layerIndex }) => layerIndex === place);
  const [layer, ownUnits] = [own[0].unit.layer.id, formatCount(own.length)];
  if (found.length === 1) {
    return l10n.t(
      'The one unit that costs more than chance explains is in {0}, of its {1}.',
      ...[layer, ownUnits],
    );
  }
  const numbers = [formatCount(most), formatCount(found.length), layer, ownUnits];
  return most === 1
    ? l10n.t('{0} of the {1} units that cost more than chance explains is in {2}, of its {3}.', ...numbers)
    : l10n.t('{0} of the {1} units that cost more than chance explains are in {2}, of its {3}.', ...numbers);
}

/** How much of the median unit's information is chance; `null` where it was not measured. */
function informationSentence(result: ResultFile, rows: readonly UnitRow[]): string | null {
  const known = rows.flatMap((row) => {
    const chance = unitInformationChance(result, row.unit);
    return row.dead || row.information === null || chance === null ? [] : [{ bits: row.information, chance }];
  });
  const bits = quartilesOf(known.map((unit) => unit.bits));
  const chance = quartilesOf(known.map((unit) => unit.chance));
  if (bits === null || chance === null) return null;
  const { noun } = result.dataset;
  const counted = formatCountedOblique(result.baseline.samples ?? result.dataset.samples, noun);
  const [has, luck] = [writeFraction(bits.median), writeFraction(chance.median)];
  return bits.median <= chance.median
    ? l10n.t(
        'The median unit shows {0} bits about the class, no more than chance alone gives with {1} ({2}).',
        ...[has, counted, luck],
      )
    : l10n.t(
        'Of the median unit’s {0} bits about the class, {1} are what chance alone gives with {2}.',
        ...[has, luck, counted],
      );
}
