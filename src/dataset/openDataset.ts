import { InputError } from '../inputError.js';
import { ArrayDataset } from './arrayDataset.js';
import { classNamesOf, namedClassFile } from './classNames.js';
import { normalisationOf } from './conversion.js';
import type { ModelInput } from './dataset.js';
import type { StoredDataset } from './storedDataset.js';
import { readDataSource, type DataSource } from './dataSource.js';
import type { Descriptor } from './descriptor.js';
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
  /** Takes the place of what the descriptor says. */
  readonly changes?: DescriptorChanges;
}

/** What may be tried of a descriptor that is not written yet. */
export type DescriptorChanges = Partial<Pick<Descriptor, 'labels' | 'layout' | 'modelLayout'>>;

/**
 * Opens labelled data for a model: checks that everything is there and fits, and reads the labels. Inputs are read
 * later, in pieces.
 * @param path a descriptor (`NAME.dataset.json`), a data file that is understood without one, an array in a file
 * (`file.npz#x`), or a folder that holds one set of data
 * @throws InputError where anything is missing, damaged, ambiguous or does not fit the model.
 */
export async function openDataset(path: string, options: OpenDatasetOptions): Promise<StoredDataset> {
  const named = await readDataSource(path, options.dataRoots);
  const source = { ...named, descriptor: { ...named.descriptor, ...options.changes } };
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
  const classFile = await namedClassFile(source);
  const { classes, understood } = await classNamesOf(source, classFile, labelFile, modelInput.classCount);
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
    padding: descriptor.padding ?? inputFile.content.padding,
    classes,
    ...truths,
    understood: understoodOf(inputFile, labelFile, understood),
    conversion: descriptor,
    inputs,
    arrangement,
    normalisation,
    firstRow: range.first,
    hashed: hashedSources(source, inputFile, labelFile, classFile),
    close: () => files.close(),
  });
}

/** What people are told of how data was read, that of inputs first. */
function understoodOf(inputs: OpenFile, labels: OpenFile, classes: string | null): string[] {
  const contents = new Set([inputs.content, labels.content]);
  return [
    ...[...contents].flatMap(({ understood }) => understood ?? []),
    ...(classes === null ? [] : [classes]),
  ];
}
