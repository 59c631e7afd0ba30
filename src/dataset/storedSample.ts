/** A sample as the data stores it: before it is scaled, normalised and arranged for a model. */
export type StoredSample = SamplePicture | SampleValues;

export interface LabelledSample {
  /** Index in the data. */
  readonly sample: number;
  /** Class index. */
  readonly label: number;
}

/** A sample that is an image of one or three channels. */
export interface SamplePicture extends LabelledSample {
  readonly kind: 'picture';
  readonly width: number;
  readonly height: number;
  /** Grey, or red, green and blue. */
  readonly channels: 1 | 3;
  /** [height x width x channels], 0 to 255. */
  readonly pixels: Uint8Array;
}

/** Any other sample. */
export interface SampleValues extends LabelledSample {
  readonly kind: 'values';
  /** In the order in which they are stored. */
  readonly values: Float32Array;
}
