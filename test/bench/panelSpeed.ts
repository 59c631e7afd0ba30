/** What `test/webview/page/speed.ts` measures, in milliseconds or frames a second; medians where it repeats. */
export interface PanelSpeed {
  /** From the click on Selectivity to the frame with its points, 100,000 of them. */
  readonly selectivityPaint: number;
  /** The same points, from the message with the result to the frame. */
  readonly arrival: number;
  /** Of that, a copy of the message as the browser makes one. */
  readonly copy: number;
  readonly zoom: number;
  readonly pan: number;
  /** From the click on Overview to the frame with all cells, 27,000 of them. */
  readonly overviewPaint: number;
  /** By the column that takes longest, 27,000 rows. */
  readonly sort: number;
  readonly scroll: number;
}
