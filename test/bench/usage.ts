/** What one side of a benchmark took; NaN where it was not measured. */
export interface Usage {
  /** User and system time of all its processes. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** The sum over its processes of the most resident memory that each ever held. */
  readonly peakBytes: number;
}

/** What the whole takes when a part of it took this: time grows in proportion, memory stays. */
export function scaled(part: Usage, factor: number): Usage {
  return {
    cpuSeconds: part.cpuSeconds * factor,
    wallSeconds: part.wallSeconds * factor,
    peakBytes: part.peakBytes,
  };
}
