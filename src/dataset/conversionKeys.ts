export const layouts = ['NHW', 'NHWC', 'NCHW', 'ND'] as const;

/** The order of samples (N), height (H), width (W) and channels (C) in an array; D is anything but an image. */
export type Layout = (typeof layouts)[number];

/** What a descriptor says of how stored values become those that a model is fed with. */
export interface Conversion {
  readonly layout?: Layout | undefined;
  readonly modelLayout?: Layout | undefined;
  readonly scale: number;
  readonly mean: number | number[];
  readonly std: number | number[];
}
