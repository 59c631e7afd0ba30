import { sizeOf, type Tensor } from './tensor.js';

/** One unit's clean output over all samples: a row of positions for each. */
export type UnitOutput = readonly (readonly number[])[];

/** What "Activity, selectivity and information" defines for one unit. */
export interface UnitStatistics {
  readonly mean: number;
  readonly variance: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly outputMinimum: number;
  readonly outputMaximum: number;
  readonly zeroFraction: number;
  readonly silentSamples: number;
  /** `null` for a class without samples. */
  readonly classMeans: readonly (number | null)[];
  readonly preferredClass: number | null;
  readonly selectivity: number | null;
  readonly mutualInformation: number;
  readonly bins: number;
  /**
   * The smallest distance from an activity to a bin edge that is not equal to it, relative to the larger of the two;
   * below about 1e-6 single precision may put the sample into the next bin.
   */
  readonly nearestEdge: number;
}

/** The outputs of one unit in a layer's tensor, whose first axis is the samples. */
export function outputsOf(tensor: Tensor, unitAxis: number, unit: number): UnitOutput {
  const inner = sizeOf(tensor.dims.slice(unitAxis + 1));
  const size = sizeOf(tensor.dims.slice(1));
  return Array.from({ length: tensor.dims[0] }, (_, sample) => {
    const all = Array.from(tensor.data.subarray(sample * size, (sample + 1) * size));
    return all.filter((_, i) => Math.floor(i / inner) % tensor.dims[unitAxis] === unit);
  });
}

export function statisticsOf(
  output: UnitOutput,
  labels: readonly number[],
  classCount: number,
): UnitStatistics {
  const values = output.flat();
  const mean = meanOf(values);
  const activities = output.map(meanOf);
  const classMeans = Array.from({ length: classCount }, (_, c) => {
    const members = activities.filter((_, i) => labels[i] === c);
    return members.length === 0 ? null : meanOf(members);
  });
  const dead = values.every((value) => value === 0);
  return {
    mean,
    variance: meanOf(values.map((value) => (value - mean) ** 2)),
    minimum: Math.min(...activities),
    maximum: Math.max(...activities),
    outputMinimum: values.reduce((a, b) => Math.min(a, b)),
    outputMaximum: values.reduce((a, b) => Math.max(a, b)),
    zeroFraction: values.filter((value) => value === 0).length / values.length,
    silentSamples: output.filter((row) => row.every((value) => value === 0)).length,
    classMeans,
    preferredClass: dead ? null : largest(classMeans),
    selectivity: selectivityOf(classMeans),
    ...informationOf(activities, labels, classCount),
  };
}

/** (m_max - m_rest) / (m_max + m_rest); m_rest is the unweighted mean of the other classes' means. */
export function selectivityOf(classMeans: readonly (number | null)[]): number | null {
  const means = classMeans.filter((mean) => mean !== null);
  if (means.length < 2) return null;
  const max = Math.max(...means);
  const rest = meanOf(means.filter((_, i) => i !== means.indexOf(max)));
  return max + rest === 0 ? null : (max - rest) / (max + rest);
}

/** Plug-in mutual information in bits of 20 bins at the k/20 quantiles with the class. */
export function informationOf(
  activities: readonly number[],
  labels: readonly number[],
  classCount: number,
): Pick<UnitStatistics, 'mutualInformation' | 'bins' | 'nearestEdge'> {
  const n = activities.length;
  const edges = Array.from({ length: 19 }, (_, i) => quantile(activities, i + 1, 20));
  const bins = activities.map((activity) => edges.filter((edge) => edge <= activity).length);
  let bits = 0;
  for (let bin = 0; bin < 20; bin++) {
    for (let c = 0; c < classCount; c++) {
      const both = bins.filter((b, i) => b === bin && labels[i] === c).length / n;
      const inBin = bins.filter((b) => b === bin).length / n;
      const inClass = labels.filter((label) => label === c).length / n;
      if (both > 0) bits += both * Math.log2(both / (inBin * inClass));
    }
  }
  const distances = activities.flatMap((activity) =>
    edges.filter((edge) => edge !== activity).map((edge) => relativeDistance(edge, activity)),
  );
  return {
    mutualInformation: bits,
    bins: new Set(bins).size,
    nearestEdge: distances.reduce((a, b) => Math.min(a, b), Infinity),
  };
}

/** The k/parts quantile, interpolated linearly between order statistics; the position is kept in whole numbers. */
export function quantile(values: readonly number[], k: number, parts: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (values.length - 1) * k;
  const below = Math.floor(position / parts);
  const fraction = (position % parts) / parts;
  return fraction === 0 ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
}

function relativeDistance(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}

function largest(values: readonly (number | null)[]): number {
  return values.reduce<number>(
    (best, value, i) => (value !== null && value > (values[best] ?? -Infinity) ? i : best),
    0,
  );
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
