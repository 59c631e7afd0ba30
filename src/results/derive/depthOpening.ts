import type { ResultFile } from '../schema.js';
import type { DepthRelation } from './depthRelation.js';
import { hypergeometricTail } from './hypergeometric.js';
import type { Opening } from './importanceSentence.js';
import { unitInformationChance } from './information.js';
import { formatCount, formatCounted } from './numberFormat.js';
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
      ? 'One hidden layer: there is no depth to compare'
      : claims.length === 0
        ? 'From input to output, nothing rises or falls clearly'
        : claims.join('; ');
  const evidence = [
    ...trends.map(trendEvidence),
    residual?.evidence ?? (layers < 2 ? null : costlyLayer(rows)),
    informationSentence(result, rows),
  ];
  return { answer: capital(answer), evidence: evidence.filter((part) => part !== null).join(' ') };
}

/** Estimates and unfinished counts: no trend is told, but how much of the information is chance holds for them too. */
function untold(result: ResultFile, rows: readonly UnitRow[]): Opening {
  const why =
    result.partial === true
      ? 'Numbers still come in. Trends with depth are told when all are there.'
      : 'Trends with depth are told of exact results; refine this estimate to see them.';
  const information = result.partial === true ? null : informationSentence(result, rows);
  return {
    answer: 'From input to output',
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
  if (told.length === 2 && told[0].goes === told[1].goes) {
    return `${told[0].measure} and ${told[1].measure} ${told[0].goes.slice(0, -1)} with depth`;
  }
  const [first, second] = told;
  const rest = second === undefined ? '' : `, ${second.measure} ${second.goes}`;
  return `${first.measure} ${first.goes} with depth${rest}`;
}

const trendWords = {
  selectivity: { rises: 'are more selective', falls: 'are less selective', null: 'Selectivity' },
  information: { rises: 'tell more of the class', falls: 'tell less of the class', null: 'Information' },
} as const;

function trendEvidence(trend: Trend): string | null {
  const { measure, rho, n, interval } = trend;
  if (rho === null || interval === null) return null;
  const words = trendWords[measure];
  const goes = direction(trend);
  const claim =
    goes === null ? `${words.null} shows no clear trend with depth` : `Units of later layers ${words[goes]}`;
  const range = writeInterval(interval.low, interval.high);
  return `${claim} (rank correlation ${writeFraction(rho)}, 95 % interval ${range}, ${formatCounted(n, 'unit')}).`;
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
  const evidence =
    `Residual sums (+) hold ${formatCount(held)} of the ${formatCounted(found.length, 'unit')} that cost more than ` +
    `chance explains, and ${formatCount(sums)} of all ${formatCount(deleted.length)}.`;
  const isClear = tail < 0.05 && 2 * held > found.length;
  return { claim: isClear ? 'most costly units are residual sums' : null, evidence };
}

const noneCostly = 'No unit costs more than chance explains, so no layer can be called the costliest.';

/** `null` where no unit was deleted. */
function costlyLayer(rows: readonly UnitRow[]): string | null {
  if (rows.every(({ importance }) => importance === null)) return null;
  const found = costly(rows);
  if (found.length === 0) return noneCostly;
  const counts = new Map<number, number>();
  for (const { layerIndex } of found) counts.set(layerIndex, (counts.get(layerIndex) ?? 0) + 1);
  const [[place, most]] = [...counts].sort((a, b) => b[1] - a[1]);
  const own = rows.filter(({ layerIndex }) => layerIndex === place);
  const of =
    found.length === 1 ? 'The one unit' : `${formatCount(most)} of the ${formatCount(found.length)} units`;
  return `${of} that ${found.length === 1 ? 'costs' : 'cost'} more than chance explains ${most === 1 ? 'is' : 'are'} in ${own[0].unit.layer.id}, of its ${formatCount(own.length)}.`;
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
  const counted = formatCounted(result.baseline.samples ?? result.dataset.samples, noun);
  const [has, luck] = [writeFraction(bits.median), writeFraction(chance.median)];
  return bits.median <= chance.median
    ? `The median unit shows ${has} bits about the class, no more than chance alone gives with ${counted} (${luck}).`
    : `Of the median unit\u2019s ${has} bits about the class, ${luck} are what chance alone gives with ${counted}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
