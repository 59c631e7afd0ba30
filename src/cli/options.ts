export const commands = ['inspect', 'check', 'analyse', 'show', 'compare', 'report', 'export'] as const;
export type CommandName = (typeof commands)[number];

export interface Option {
  readonly commands: readonly CommandName[];
  /** What stands for its value in the help; `null` for a switch. */
  readonly value: string | null;
  readonly help: string;
  /** Where it means something else to another command. */
  readonly helpOf?: Readonly<Partial<Record<CommandName, string>>>;
  /** May be given more than once. */
  readonly repeats?: boolean;
  /** Under which heading of the help it stands; without one among the first. */
  readonly about?: OptionTopic;
}

/** The headings of `analyse --help`, in their order. */
export const optionTopics = ['measures', 'estimates', 'curves', 'noise', 'groups'] as const;
export type OptionTopic = (typeof optionTopics)[number];

/** What this version can do, in the order of the help. */
export const options: Readonly<Record<string, Option>> = {
  data: {
    commands: ['check', 'analyse'],
    value: 'PATH',
    help: 'the data: a descriptor (NAME.dataset.json), or a data file or folder that is understood without one; required',
  },
  out: {
    commands: ['analyse', 'report', 'export'],
    value: 'FILE',
    help: 'the result file (default: beside the model, named after model and data, as digits.test.importance.json)',
    helpOf: {
      report:
        'the page (default: beside the first result, named after it, as digits.test.report.html); an earlier report there is replaced, any other file never',
      export: 'the ONNX file (default: beside the weights, named after them, as digits.onnx)',
    },
  },
  model: {
    commands: ['export'],
    value: 'MODULE:FUNCTION',
    help: 'what builds the network, as train:Net for the class Net in train.py; it is called without arguments; required, but for TorchScript and torch.export files',
  },
  'input-shape': {
    commands: ['export'],
    value: 'SIZES',
    help: 'of one example, the batch first, as 1,1,28,28, or 1,16:int64 for whole numbers; required',
  },
  python: {
    commands: ['export'],
    value: 'PATH',
    help: 'the interpreter that has torch (default: python3 or python on PATH)',
  },
  replace: { commands: ['export'], value: null, help: 'replaces the ONNX file that is there' },
  'no-cards': {
    commands: ['report'],
    value: null,
    help: 'leaves out cards of single units, for which the model and the data are opened where they are still there',
  },
  'data-root': {
    commands: ['check', 'analyse', 'show', 'report'],
    value: 'DIR',
    help: "a folder outside the descriptor's that its paths may lead into; may be repeated",
    repeats: true,
  },
  measures: {
    commands: ['analyse'],
    about: 'measures',
    value: 'LIST',
    help: 'of selectivity, importance, curves, noise (default: selectivity,importance)',
    repeats: true,
  },
  replacement: {
    commands: ['analyse', 'show'],
    about: 'measures',
    value: 'LIST',
    help: 'what deleted units are replaced by: of zero, mean, resample, optimal (default: zero)',
    helpOf: { show: 'one replacement value that the result has (default: its first)' },
    repeats: true,
  },
  layer: {
    commands: ['show'],
    value: 'ID',
    help: 'a layer in place of the whole network: dead units, costs, those that matter most and least',
  },
  unit: {
    commands: ['show'],
    value: 'UNIT',
    help: 'a unit: its name as fc1[93]; its index in the layer that --layer names; else its flat index',
  },
  list: {
    commands: ['show'],
    value: 'N',
    help: 'how many units of a layer are listed at either end (default: 5)',
  },
  'no-check': {
    commands: ['show'],
    value: null,
    help: 'does not read the model and the data to see whether they are still those that were measured',
  },
  layers: {
    commands: ['analyse'],
    about: 'measures',
    value: 'LIST',
    help: 'layer ids or globs: what is measured, deleted and noised (default: every hidden layer)',
    repeats: true,
  },
  units: {
    commands: ['analyse'],
    about: 'measures',
    value: 'LIST',
    help: 'flat unit indexes as 3, 0-63 or every:14: of the layers, only these units are deleted by themselves (default: every one)',
    repeats: true,
  },
  precision: {
    commands: ['analyse'],
    about: 'estimates',
    value: 'P',
    help: "draws random samples until the 99 % interval of each unit's drop in accuracy reaches at most so far to either side, as 0.5%; without this option everything is exact",
  },
  top: {
    commands: ['analyse'],
    about: 'estimates',
    value: 'K',
    help: 'draws no more for units that are told to be among the K that cost most, or not to be',
  },
  scope: {
    commands: ['analyse'],
    about: 'curves',
    value: 'LIST',
    help: 'also of noise: network, layer (each by itself), or layer ids, which make one scope (default: network)',
    repeats: true,
  },
  mode: {
    commands: ['analyse'],
    about: 'curves',
    value: 'MODE',
    help: 'remove the first units of an order, or keep those and remove the others (default: remove)',
  },
  orders: {
    commands: ['analyse'],
    about: 'curves',
    value: 'LIST',
    help: 'random:10; selectivity, information, importance (rise in loss) or accuracy (samples lost) with :asc or :desc; rotation:10, random axes of a layer (default: random:10)',
    repeats: true,
  },
  'order-file': {
    commands: ['analyse'],
    about: 'curves',
    value: 'FILE',
    help: 'JSON, an array of orders, each an array of flat unit indexes',
  },
  removed: {
    commands: ['analyse'],
    about: 'curves',
    value: 'LIST',
    help: 'the numbers of removed units at which to measure (default: 33 evenly spaced)',
    repeats: true,
  },
  groups: {
    commands: ['analyse'],
    about: 'groups',
    value: 'FILE',
    help: 'JSON, an array of arrays of flat unit indexes to delete together',
  },
  pairs: {
    commands: ['analyse'],
    about: 'groups',
    value: 'LIST',
    help: 'flat unit indexes: deletes each of them and every pair, to see what they cost together',
    repeats: true,
  },
  scales: {
    commands: ['analyse'],
    about: 'noise',
    value: 'LIST',
    help: "multiples of each unit's standard deviation (default: 0.1,0.25,0.5,1,2)",
    repeats: true,
  },
  'noise-seeds': { commands: ['analyse'], about: 'noise', value: 'N', help: 'how many draws (default: 5)' },
  samples: {
    commands: ['check', 'analyse'],
    value: 'N',
    help: 'only the first N samples (default: all)',
    helpOf: { check: 'how many samples are looked at (default: 100)' },
  },
  seed: { commands: ['analyse'], value: 'N', help: 'of every random draw (default: 0)' },
  'no-loss': { commands: ['analyse'], about: 'measures', value: null, help: 'counts only, which is faster' },
  workers: {
    commands: ['analyse'],
    value: 'N',
    help: 'processes that share the work (default: one per core)',
  },
  memory: {
    commands: ['analyse'],
    value: 'SIZE',
    help: 'the most memory that all processes take together, as 500MB or 2GB, or a share of the machine as 25% (default: 25%)',
  },
  cache: {
    commands: ['analyse'],
    value: 'DIR',
    help: "where work is kept until it is all done, so that an analysis that was stopped goes on where it was (default: in the user's folder for caches, or $UNIT_IMPORTANCE_CACHE)",
  },
  'no-cache': {
    commands: ['analyse'],
    value: null,
    help: 'keeps no work: an analysis that was stopped begins anew',
  },
  engine: {
    commands: ['inspect', 'check', 'analyse'],
    value: 'NAME',
    help: 'what runs the network: cpu, cuda, dml, coreml, webgpu, wasm, or auto, which is cpu unless another is measured to be clearly faster (default: auto)',
  },
  plan: {
    commands: ['inspect'],
    value: null,
    help: 'also how the units of each layer would be deleted, and the work that is estimated to take',
  },
  json: {
    commands: ['inspect', 'check', 'analyse', 'show', 'compare'],
    value: null,
    help: 'JSON on standard output instead of tables',
  },
};
