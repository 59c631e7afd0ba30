import { interpolateLab, piecewise } from 'd3-interpolate';
import { moreLegible } from './contrast.js';

/** A colour by what it means; a palette says how it looks in a theme. */
export type Paint = PaintName | LayerPaint | NetworkPaint | RampPaint | LegiblePaint;

export type PaintName = ThemePaint | OwnPaint;

/** Colours that are the editor's. */
export type ThemePaint = 'background' | 'text' | 'quietText' | 'border';

/** Colours of the design's own. */
export type OwnPaint =
  | 'select'
  | 'lost'
  | 'gained'
  | 'selectivity'
  | 'information'
  | 'hypothesis'
  | 'grid'
  | 'zero'
  | 'quiet'
  | 'bar'
  | 'track'
  | 'band';

/** Of a hidden layer, by its place on the way from input to output. */
export interface LayerPaint {
  readonly layer: number;
  /** Hidden layers in all. */
  readonly of: number;
}

/** Of one of several networks, from the one that memorises least to the one that memorises most. */
export interface NetworkPaint {
  readonly network: number;
  readonly of: number;
}

/** A place on a scale of colours. */
export interface RampPaint {
  readonly ramp: RampName;
  /** 0 to 1, from nothing to most. */
  readonly at: number;
}

/** The theme's text or its ground, whichever stands out more from what is under it. */
export interface LegiblePaint {
  readonly on: RampPaint;
}

export type RampName = 'lost' | 'gained' | 'selectivity' | 'information' | 'activity';

/** How paints look in one theme. */
export interface Palette {
  readonly theme: Readonly<Record<ThemePaint, string>>;
  readonly own: Readonly<Record<OwnPaint, string>>;
  /** From input to output. */
  readonly layers: readonly string[];
  /** From clean to memorised. */
  readonly networks: readonly string[];
  readonly ramps: Readonly<Record<RampName, readonly string[]>>;
  /** Families as CSS writes them. */
  readonly fonts: { readonly interface: string; readonly code: string };
}

/**
 * Where a layer stands on the way from input to output, 0 to 1. Two layers use the first part of the way alone, where
 * hues lie further apart.
 */
export function layerPlace(layer: number, of: number): number {
  return of < 2 ? 0 : (layer / (of - 1)) * (of === 2 ? 0.72 : 1);
}

/** A paint as CSS writes colours. Between the stops of a scale colours mix in Lab. */
export function resolvePaint(paint: Paint, palette: Palette): string {
  if (typeof paint === 'string') {
    return paint in palette.own ? palette.own[paint as OwnPaint] : palette.theme[paint as ThemePaint];
  }
  if ('layer' in paint) return mix(palette.layers, layerPlace(paint.layer, paint.of));
  if ('network' in paint) {
    return mix(palette.networks, paint.of < 2 ? 0 : paint.network / (paint.of - 1));
  }
  if ('on' in paint) {
    return moreLegible(resolvePaint(paint.on, palette), palette.theme.text, palette.theme.background);
  }
  return mix(palette.ramps[paint.ramp], paint.at);
}

const scales = new WeakMap<readonly string[], (at: number) => string>();

function mix(stops: readonly string[], at: number): string {
  const scale: (at: number) => string = scales.get(stops) ?? piecewise(interpolateLab, [...stops]);
  scales.set(stops, scale);
  return scale(Math.min(1, Math.max(0, at)));
}
