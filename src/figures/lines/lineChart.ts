import type { Paint } from '../paint.js';

/** Curves on common axes, before it is known how much room there is. */
export interface LineChart {
  /** For those who don't see it. */
  readonly label: string;
  readonly lines: readonly Line[];
  readonly x: Axis;
  readonly y: Axis;
  /** Dotted: what is reached without knowing anything. */
  readonly floors: readonly Floor[];
  /** Over the names on the right: what their height means, at length and in short. */
  readonly namesTitle: readonly [long: string, short: string];
}

/** A mean with the band from lowest to highest, and a name beside it. */
export interface Line {
  readonly name: string;
  /** Where there is little room. */
  readonly shortName: string;
  readonly paint: Paint;
  readonly dash?: readonly number[];
  /** Marks at the points, where these are few. */
  readonly dots?: 'circle' | 'diamond';
  /** Along the axis. */
  readonly points: readonly LinePoint[];
  /** The value at whose height the name stands, and how it is written before the name. */
  readonly place: { readonly at: number; readonly text: string | null };
}

export interface LinePoint {
  readonly x: number;
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

export interface Axis {
  readonly title: string;
  readonly domain: readonly [least: number, most: number];
  /** A root axis draws small values further apart, zero included. */
  readonly scale: 'linear' | 'root';
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** A value at full length, where it is read out. */
  readonly write: (value: number) => string;
}

export interface Floor {
  readonly at: number;
  readonly text: readonly [long: string, short: string];
  readonly paint: Paint;
}
