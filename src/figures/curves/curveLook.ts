/** What is drawn of curves, as the reader chose. */
export interface CurveLook {
  readonly quantity: 'accuracy' | 'loss';
  /** Whether the axis counts units, or takes their share so that networks of different sizes compare. */
  readonly axis: 'share' | 'count';
}
