/** What one unit does on every sample of the data: more than a result file holds. */
export interface UnitDetail {
  /** Flat index. */
  readonly unit: number;
  /** The replacement value that the unit was deleted with. */
  readonly replacement: string;
  /** Class index of each sample. */
  readonly labels: Int32Array;
  /** The unit's activity on each sample: its mean over positions. */
  readonly activity: Float32Array;
  /** The class that the intact network answers with, of each sample. */
  readonly before: Int32Array;
  /** The same without the unit. */
  readonly after: Int32Array;
}

/** A sample as it is looked at. */
export interface SampleView {
  /** Index in the data. */
  readonly sample: number;
  /** Class index. */
  readonly label: number;
  readonly content: SamplePicture | SampleValues;
}

export interface SamplePicture {
  readonly kind: 'picture';
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** [height x width x channels]. */
  readonly pixels: Uint8Array;
}

/** Data that are no images. */
export interface SampleValues {
  readonly kind: 'values';
  readonly values: Float32Array;
}
