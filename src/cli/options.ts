export const commands = ['inspect', 'analyse'] as const;
export type CommandName = (typeof commands)[number];

export interface Option {
  readonly commands: readonly CommandName[];
  /** What stands for its value in the help; `null` for a switch. */
  readonly value: string | null;
  readonly help: string;
  /** May be given more than once. */
  readonly repeats?: boolean;
}

/** What this version can do, in the order of the help. */
export const options: Readonly<Record<string, Option>> = {
  data: {
    commands: ['analyse'],
    value: 'PATH',
    help: 'the data: a descriptor (NAME.dataset.json), or a data file or folder that is understood without one; required',
  },
  out: {
    commands: ['analyse'],
    value: 'FILE',
    help: 'the result file (default: beside the model, named after model and data, as digits.test.importance.json)',
  },
  'data-root': {
    commands: ['analyse'],
    value: 'DIR',
    help: "a folder outside the descriptor's that its paths may lead into; may be repeated",
    repeats: true,
  },
  measures: {
    commands: ['analyse'],
    value: 'LIST',
    help: 'of selectivity, importance (default: both)',
    repeats: true,
  },
  replacement: {
    commands: ['analyse'],
    value: 'LIST',
    help: 'what deleted units are clamped to: of zero, mean (default: zero)',
    repeats: true,
  },
  layers: {
    commands: ['analyse'],
    value: 'LIST',
    help: 'layer ids or globs: what is measured and deleted (default: every hidden layer)',
    repeats: true,
  },
  samples: { commands: ['analyse'], value: 'N', help: 'only the first N samples (default: all)' },
  seed: { commands: ['analyse'], value: 'N', help: 'of every random draw (default: 0)' },
  'no-loss': { commands: ['analyse'], value: null, help: 'counts only, which is faster' },
  workers: {
    commands: ['analyse'],
    value: 'N',
    help: 'processes that share the work (default: one per core)',
  },
  json: { commands: ['inspect', 'analyse'], value: null, help: 'JSON on standard output instead of tables' },
};

/** Known, but not to this version: what each is for. */
export const laterOptions: Readonly<Record<string, string>> = {
  scope: 'curves',
  mode: 'curves',
  orders: 'curves',
  'order-file': 'curves',
  removed: 'curves',
  groups: 'groups of units',
  scales: 'noise',
  'noise-seeds': 'noise',
  precision: 'estimates',
};

export const laterMeasures: readonly string[] = ['curves', 'noise'];
export const laterReplacements: readonly string[] = ['resample', 'optimal'];
export const laterCommands: Readonly<Record<string, string>> = {
  compare: 'compare results',
  report: 'write reports',
};
