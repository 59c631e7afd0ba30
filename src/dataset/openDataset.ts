import { InputError } from '../inputError.js';
import { ArrayDataset } from './arrayDataset.js';
import { normalisationOf } from './conversion.js';
import type { ModelInput, StoredDataset } from './dataset.js';
import { readDataSource, type DataSource } from './dataSource.js';
import { hashedSources } from './hashSources.js';
import { isText } from './elements.js';
import { arrange } from './layout.js';
import { OpenFiles, type OpenFile } from './openFiles.js';
import { openLabels } from './openLabels.js';
import { sampleRange } from './sampleRange.js';
import { readTruths } from './truths.js';

export interface OpenDatasetOptions {
  readonly modelInput: ModelInput;
  /** Folders outside the descriptor's that its paths may lead into. */
  readonly dataRoots: readonly string[];
  /** Only the first so many samples of the descriptor's range; `null`, or more than there are, is all. */
  readonly samples: number | null;
}

/**
 * Opens labelled data for a model: checks that everything is there and fits, and reads the labels. Inputs are read
 * later, in pieces.
 * @param path a descriptor (`NAME.dataset.json`), a data file that is understood without one, an array in a file
 * (`file.npz#x`), or a folder that holds one set of data
 * @throws InputError where anything is missing, damaged, ambiguous or does not fit the model.
 */
export async function openDataset(path: string, options: OpenDatasetOptions): Promise<StoredDataset> {
  const source = await readDataSource(path, options.dataRoots);
  const files = new OpenFiles(source, options.modelInput);
  try {
    return await assemble(source, files, options);
  } catch (error) {
    await files.close();
    throw error;
  }
}

async function assemble(
  source: DataSource,
  files: OpenFiles,
  { modelInput, samples }: OpenDatasetOptions,
): Promise<StoredDataset> {
  const { descriptor } = source;
  const inputFile = await files.open(descriptor.inputs);
  const inputs = await inputFile.content.inputs(inputFile.key);
  if (isText(inputs.element)) {
    throw new InputError(
      `${inputs.name} holds text, which no model takes; name the array that holds the inputs.`,
    );
  }
  const wishes = { layout: descriptor.layout ?? null, modelLayout: descriptor.modelLayout ?? null };
  const arrangement = arrange(inputs, wishes, modelInput);
  const normalisation = normalisationOf(descriptor, inputs, arrangement.channels);
  const { labelFile, labels } = await openLabels(source, files, inputFile);
  const classes = classNames(source, labelFile, modelInput.classCount);
  const range = sampleRange(inputs, labels, descriptor, samples);
  const truths = await readTruths(
    labels,
    range.first,
    range.count,
    { count: modelInput.classCount, names: classes },
    modelInput.outputs ?? modelInput.classCount,
    descriptor.task ?? null,
  );
  await labels.bytes.release();
  return new ArrayDataset({
    name: descriptor.name ?? source.name,
    noun: descriptor.noun ?? (arrangement.isImage ? 'image' : 'sample'),
    labelKind: descriptor.labelKind,
    padding: descriptor.padding,
    classes,
    ...truths,
    understood: understoodOf(inputFile, labelFile, descriptor.classes === undefined ? classes : null),
    inputs,
    arrangement,
    normalisation,
    firstRow: range.first,
    hashed: hashedSources(source, inputFile, labelFile),
    close: () => files.close(),
  });
}

/** The descriptor's class names, else those that the labels come with. */
function classNames(
  { descriptor, file }: DataSource,
  { name, content }: OpenFile,
  count: number,
): readonly string[] | null {
  const { classes } = descriptor;
  if (classes === undefined) return ownClassNames(name, content.classNames ?? null, count);
  if (classes.length !== count) {
    throw new InputError(
      `${file}: \`classes\` has ${classes.length} names, but the model tells ${count} classes apart; name each of them once.`,
    );
  }
  const twice = classes.find((each, index) => classes.indexOf(each) !== index);
  if (twice !== undefined)
    throw new InputError(`${file}: \`classes\` names "${twice}" twice; name each class once.`);
  return classes;
}

function ownClassNames(
  name: string,
  names: readonly string[] | null,
  count: number,
): readonly string[] | null {
  if (names === null || names.length === count) return names;
  const few = names.slice(0, 5).join(', ') + (names.length > 5 ? ', ...' : '');
  throw new InputError(
    `${name} has ${names.length} ${names.length === 1 ? 'class' : 'classes'} (${few}), but the model tells ${count} apart; list all ` +
      `${count} names in the order of the model's outputs under \`classes\` in a descriptor, or choose data and a model that go together.`,
  );
}

/** What people are told of how data was read, that of inputs first. */
function understoodOf(inputs: OpenFile, labels: OpenFile, ownClasses: readonly string[] | null): string[] {
  const contents = new Set([inputs.content, labels.content]);
  const classes =
    ownClasses === null ? [] : [`classes in the order of their names: ${shortened(ownClasses)}`];
  return [...[...contents].flatMap(({ understood }) => understood ?? []), ...classes];
}

function shortened(names: readonly string[]): string {
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 11).join(', ')}, ... ${names.at(-1)}`;
}
