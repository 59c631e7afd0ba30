/** What a run of the suites in the extension host leaves behind. */
export interface SuiteReport {
  readonly tests: readonly TestOutcome[];
}

export interface TestOutcome {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Message and stack of a failed test. */
  readonly error?: string;
}
