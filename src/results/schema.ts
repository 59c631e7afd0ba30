import * as z from 'zod';
import { InputError } from '../inputError.js';

/** The highest version of the result file that this program writes and reads. */
export const resultVersion = 1;

const count = z.number().int().nonnegative();
const index = z.number().int().nonnegative();
/** A measured value; `null` where it is undefined. JSON knows neither NaN nor infinity, and neither does this. */
const measured = z.number().nullable();
/** One row a unit, one column a class. */
const matrix = z.array(z.array(measured));

/** Counts of deleted units; `null` where a unit was not deleted. */
const counts = z.array(count.nullable());

const ablationSchema = z.looseObject({
  /** What each unit was clamped to, where that is not the same for all. */
  value: z.array(measured).optional(),
  /** How many samples were used, where the result is an estimate. */
  samples: z.array(count).optional(),
  correct: counts,
  loss: z.array(measured).optional(),
  /**
   * Mean rise of the loss over each unit's own samples, where those are not all: the intact network's mean
   * loss is of other samples.
   */
  lossRise: z.array(measured).optional(),
  correctPerClass: z.array(counts).optional(),
  /** On one half of the data alone, every other sample of each class: to rank on while the other half scores. */
  correctHalf: counts.optional(),
  turnedWrong: counts,
  turnedRight: counts,
});

const unitsSchema = z.looseObject({
  mean: z.array(measured).optional(),
  variance: z.array(measured).optional(),
  minimum: z.array(measured).optional(),
  maximum: z.array(measured).optional(),
  outputMinimum: z.array(measured).optional(),
  outputMaximum: z.array(measured).optional(),
  zeroFraction: z.array(measured).optional(),
  silentSamples: z.array(count.nullable()).optional(),
  l1Norm: z.array(measured).optional(),
  classMeans: matrix.optional(),
  preferredClass: z.array(index.nullable()).optional(),
  selectivity: z.array(measured).optional(),
  mutualInformation: z.array(measured).optional(),
  bins: z.array(count.nullable()).optional(),
  /** By replacement value: `zero`, `mean`, `resample`, `optimal`. */
  ablation: z.record(z.string(), ablationSchema).optional(),
});

const layerSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  operator: z.string(),
  activation: z.string().nullable(),
  /** Of one sample, the batch left out; `null` where the model leaves a dimension open. */
  shape: z.array(z.number().int().nullable()),
  unitCount: count,
  /** Empty where the layer was not asked for: flat unit indexes count through it all the same. */
  units: unitsSchema,
});

const curveSchema = z.looseObject({
  by: z.string(),
  direction: z.string().nullable(),
  mode: z.string(),
  scope: z.string(),
  control: z.string().nullable(),
  seed: z.number().int(),
  replacement: z.string(),
  units: z.array(index),
  removed: z.array(count),
  correct: z.array(count),
  loss: z.array(measured).optional(),
  auc: measured,
});

const noiseSchema = z.looseObject({
  scope: z.string(),
  scale: z.number(),
  seed: z.number().int(),
  correct: count,
  loss: measured.optional(),
});

/** Deleted together, with the first constant of the settings' replacement values. */
const groupSchema = z.looseObject({
  units: z.array(index),
  correct: count,
  loss: measured.optional(),
  turnedWrong: count,
  turnedRight: count,
});

/**
 * The result file, version 1, with its matrices in place. Every object keeps the keys it is not known to
 * have, so that what a newer writer of the same version adds survives reading and writing.
 */
export const resultSchema = z.looseObject({
  format: z.literal('unit-importance'),
  version: z.literal(resultVersion),
  exact: z.boolean(),
  /** What an analysis under way has counted so far; shown, and never written to a file. */
  partial: z.literal(true).optional(),
  created: z.string(),
  durationSeconds: z.number().nonnegative(),
  model: z.looseObject({ file: z.string(), sha256: z.string(), format: z.string() }),
  dataset: z.looseObject({
    file: z.string(),
    name: z.string(),
    noun: z.string(),
    labelKind: z.string(),
    sha256: z.string(),
    samples: count,
    /** Left out for classification. Where samples have no single class, `classes` is one that holds all. */
    task: z.enum(['binary', 'multi-label', 'regression']).optional(),
    classes: z.array(z.string()),
    classCounts: z.array(count),
    /** What was guessed or decided in reading the data, a phrase each. */
    understood: z.array(z.string()).optional(),
  }),
  settings: z.looseObject({
    seed: z.number().int(),
    /** Of an estimate: half of a unit's 99 % interval of the drop in accuracy, as a fraction. */
    precision: z.number().optional(),
    /** Of an estimate that ended where it was told which so many units cost most. */
    top: count.optional(),
  }),
  engine: z.looseObject({
    name: z.string(),
    version: z.string(),
    /** What computed: `cpu`, `cuda`, `wasm` and so on. Floats agree between them up to rounding alone. */
    provider: z.string().optional(),
    /** What ran the operators that the engine lacks, such as TensorFlow's of a SavedModel. */
    also: z.array(z.looseObject({ name: z.string(), version: z.string(), provider: z.string() })).optional(),
  }),
  baseline: z.looseObject({
    /** How many samples the counts and the units' statistics are of, where the result is an estimate. */
    samples: count.optional(),
    correct: count,
    loss: measured.optional(),
    correctPerClass: z.array(count),
    correctHalf: count.optional(),
  }),
  /** In forward order. */
  layers: z.array(layerSchema),
  curves: z.array(curveSchema).optional(),
  noise: z.array(noiseSchema).optional(),
  groups: z.array(groupSchema).optional(),
});

export type ResultFile = z.infer<typeof resultSchema>;
export type ResultLayer = z.infer<typeof layerSchema>;
export type UnitColumns = z.infer<typeof unitsSchema>;
export type Ablation = z.infer<typeof ablationSchema>;

/** Stands in the file where a large matrix would: row by row, little-endian, in a file beside it. */
export const matrixReferenceSchema = z.looseObject({
  /** Name of the binary file, in the result's folder. */
  file: z.string(),
  /** Of the whole binary file, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  type: z.literal('float64'),
  /** Units, classes. */
  shape: z.tuple([count, count]),
  /** Where the matrix begins, in bytes. */
  offset: count,
});

export type MatrixReference = z.infer<typeof matrixReferenceSchema>;

/**
 * Refuses what is no result file, or one of a later version.
 * @param name the file's name, for the message.
 * @throws InputError
 */
export function checkFormat(json: unknown, name: string): void {
  const head = z.looseObject({ format: z.unknown(), version: z.unknown() }).safeParse(json);
  if (!head.success || head.data.format !== 'unit-importance') {
    throw new InputError(
      `${name} is not a result of Unit Importance: its "format" is not "unit-importance"; choose a file that ends in .importance.json.`,
    );
  }
  const { version } = head.data;
  if (typeof version === 'number' && version > resultVersion) {
    throw new InputError(
      `${name} is of version ${version} and this program reads up to version ${resultVersion}: update Unit Importance.`,
    );
  }
}

/**
 * A result file's content, its matrices in place, checked.
 * @param name the file's name, for messages.
 * @throws InputError where it is of another format or version, or a part is missing or does not fit.
 */
export function parseResult(json: unknown, name: string): ResultFile {
  checkFormat(json, name);
  const parsed = resultSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue.path.length === 0 ? '' : ` at ${writePath(issue.path)}`;
    throw damaged(name, `${issue.message}${where}`);
  }
  checkLengths(parsed.data, name);
  return parsed.data;
}

function checkLengths(result: ResultFile, name: string): void {
  const classes = result.dataset.classes.length;
  const expect = (values: readonly unknown[], length: number, what: string): void => {
    if (values.length !== length)
      throw damaged(name, `${what} has ${values.length} entries instead of ${length}`);
  };
  expect(result.dataset.classCounts, classes, 'dataset.classCounts');
  expect(result.baseline.correctPerClass, classes, 'baseline.correctPerClass');
  checkRemovals(result, name, expect);
  for (const layer of result.layers) {
    const columns = pick(layer.units, unitsSchema.shape, '');
    for (const [replacement, ablation] of Object.entries(layer.units.ablation ?? {})) {
      columns.push(...pick(ablation, ablationSchema.shape, `ablation.${replacement}.`));
    }
    for (const [key, column] of columns) {
      expect(column, layer.unitCount, `${key} of layer ${layer.id}`);
      for (const row of column) {
        if (Array.isArray(row)) expect(row, classes, `a row of ${key} of layer ${layer.id}`);
      }
    }
  }
}

/** Curves have as many values as points, and name units that there are, as groups do. */
function checkRemovals(
  result: ResultFile,
  name: string,
  expect: (values: readonly unknown[], length: number, what: string) => void,
): void {
  const units = result.layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
  for (const [kind, removals] of Object.entries({
    curves: result.curves ?? [],
    groups: result.groups ?? [],
  })) {
    removals.forEach((removal, i) => {
      const foreign = removal.units.find((unit) => unit >= units);
      if (foreign !== undefined) throw damaged(name, `${kind}[${i}] names unit ${foreign} of ${units}`);
    });
  }
  result.curves?.forEach(({ removed, correct, loss }, i) => {
    expect(correct, removed.length, `curves[${i}].correct`);
    if (loss) expect(loss, removed.length, `curves[${i}].loss`);
  });
}

/** The columns that this version knows; what a newer writer added may have any length. */
function pick(columns: object, known: object, prefix: string): [string, unknown[]][] {
  return Object.entries(columns).flatMap(([key, column]: [string, unknown]): [string, unknown[]][] =>
    key in known && Array.isArray(column) ? [[prefix + key, column]] : [],
  );
}

/** `layers[0].units.mean[3]` */
function writePath(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

/** The error for a result file that does not hold what it should. */
export function damaged(name: string, reason: string): InputError {
  return new InputError(`${name} is not a whole result file (${reason}): run the analysis again.`);
}
