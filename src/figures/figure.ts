import type { Paint } from './paint.js';
import type { Box, Zoom } from './zoom.js';

/**
 * A drawing as data: where each mark stands, in pixels from the upper left corner, in colours that a theme resolves. The
 * panel paints it on a canvas, exports and reports write it as SVG; nothing here knows a browser.
 */
export interface Figure {
  readonly width: number;
  readonly height: number;
  /** What is drawn, for those who don't see it. */
  readonly label: string;
  /** In the order drawn: later ones lie on top. */
  readonly marks: readonly Mark[];
  /** What can be pointed at and selected, in the order that arrow keys take. */
  readonly targets: readonly Target[];
  /** Finds one of many targets without making all; `null` where there is none. Among `targets` unless told. */
  readonly targetOf?: (id: number) => Target | null;
  /** Where it can be zoomed and brushed; nowhere unless told. */
  readonly ground?: Box;
}

/** A place that answers to the pointer and to arrow keys. */
export interface Target {
  /** A unit's flat index in most figures; unique within the figure. */
  readonly id: number;
  /** Upper left corner; a dot has no size. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Mark = Rect | Dots | Path | Text | Picture;

export interface Rect {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill?: Paint;
  readonly stroke?: Paint;
  /** 1 unless told. */
  readonly strokeWidth?: number;
  readonly opacity?: number;
  /** Of the corners. */
  readonly radius?: number;
}

/** Many marks of one look, in columns. */
export interface Dots {
  readonly kind: 'dots';
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly shape: 'circle' | 'diamond';
  readonly radius: number;
  readonly fill?: Paint;
  readonly fillOpacity?: number;
  readonly stroke?: Paint;
  readonly strokeOpacity?: number;
}

export interface Path {
  readonly kind: 'path';
  /** As in SVG; `d3-shape` writes it. */
  readonly d: string;
  readonly fill?: Paint;
  readonly stroke?: Paint;
  /** 1 unless told. */
  readonly strokeWidth?: number;
  readonly opacity?: number;
  readonly dash?: readonly number[];
  /** Width of a rim in the colour of the ground, so that the line can be followed over others. */
  readonly halo?: number;
}

export interface Text {
  readonly kind: 'text';
  readonly x: number;
  /** Of the line that letters stand on. */
  readonly y: number;
  readonly text: string;
  /** `text` unless told. */
  readonly fill?: Paint;
  /** `start` unless told. */
  readonly align?: 'start' | 'middle' | 'end';
  /** 400 unless told. */
  readonly weight?: 400 | 600;
  /** 11 unless told. */
  readonly size?: number;
  /** The editor's own font for names of units and layers; the interface's unless told. */
  readonly font?: 'interface' | 'code';
  /** Whether it stands over marks, and needs a rim of ground around it. */
  readonly halo?: boolean;
}

/** Pixels of an image or a feature map. */
export interface Picture {
  readonly kind: 'picture';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Pixels;
  readonly opacity?: number;
}

/** [height x width x 4], red, green, blue, opacity. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** What a figure is drawn into. */
export interface Room {
  readonly width: number;
  /** The width of a line of text, in pixels, as `Text` would write it. */
  readonly measure: (text: string, look?: Pick<Text, 'size' | 'weight' | 'font'>) => number;
  /** How far the ground is zoomed; not at all unless told. */
  readonly zoom?: Zoom;
}

/** A figure's numbers: shown in its place, and saved as CSV. */
export interface FigureTable {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface TableColumn {
  readonly name: string;
  /** How its numbers are written where they are read; in CSV they stand whole. */
  readonly write?: (value: number) => string;
}

/** `null` where nothing was measured. */
export type Cell = string | number | null;
