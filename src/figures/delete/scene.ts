import * as l10n from '@vscode/l10n';
import { formatCount, formatCounted } from '../../results/derive/numberFormat.js';
import type { Pixels } from '../figure.js';
import type { OutputRow } from './outputRows.js';

/** A network with some of its units deleted, as it is drawn on one sample. */
export interface Scene {
  readonly layers: readonly SceneLayer[];
  /** By layer, what leads to the next one, of the last one to the outputs; `null` where that is not told. */
  readonly connections: readonly (SceneConnections | null)[];
  /** Flat indexes. */
  readonly deleted: ReadonlySet<number>;
  /** By flat index, samples lost when that unit alone is deleted; `null` where it was not. */
  readonly costs: readonly (number | null)[];
  /** `null` before one is chosen. */
  readonly sample: SceneSample | null;
  readonly outputs: readonly OutputRow[];
}

export interface SceneLayer {
  readonly id: string;
  readonly unitCount: number;
  /** Flat index of the first unit. */
  readonly firstUnit: number;
  /** By unit, how active it is on the sample; `null` before it is known. */
  readonly activity: ArrayLike<number> | null;
  /** The units' feature maps; `null` where they have none, or it is not known. */
  readonly maps: FeatureMaps | null;
}

export interface FeatureMaps {
  readonly width: number;
  readonly height: number;
  /** Whether values stand [units x positions] or [positions x units]. */
  readonly unitsFirst: boolean;
  readonly values: ArrayLike<number>;
}

export interface SceneConnections {
  readonly from: number;
  readonly to: number;
  /** [to x from] */
  readonly strengths: ArrayLike<number>;
}

export interface SceneSample {
  /** `a 3` */
  readonly caption: string;
  /** `null` of data that are no images. */
  readonly picture: Pixels | null;
}

/** What a node shows beside: `8 maps`, `64 units`. */
export function unitWords({ unitCount, maps }: Pick<SceneLayer, 'unitCount' | 'maps'>): string {
  if (maps === null) return formatCounted(unitCount, 'unit');
  return unitCount === 1 ? l10n.t('1 map') : l10n.t('{0} maps', formatCount(unitCount));
}

/** [height x width] of one unit. */
export function mapOf({ width, height, unitsFirst, values }: FeatureMaps, unit: number): Float32Array {
  const size = width * height;
  const units = values.length / size;
  return Float32Array.from(
    { length: size },
    (_, i) => values[unitsFirst ? unit * size + i : i * units + unit],
  );
}

/**
 * The strength at which grey is full: of the values' sizes the one that 98.5 % don't exceed, so that one outlier doesn't
 * dim all others; 0 where all are silent.
 */
export function fullStrength(values: ArrayLike<number>): number {
  const sizes = Float64Array.from(values, Math.abs).filter((size) => size > 0);
  sizes.sort();
  return sizes.length === 0 ? 0 : sizes[Math.floor(0.985 * (sizes.length - 1))];
}
