import { checkedSamples } from '../analysis/dataCheck/checkedSamples.js';
import { LabelSets } from '../analysis/labelSets.js';
import { SampleViews } from '../analysis/dataCheck/sampleViews.js';
import { tryConversion, usualConversions, type Candidate } from '../analysis/dataCheck/tryConversions.js';
import { layoutChoices } from '../analysis/dataCheck/usualLayouts.js';
import { planNetwork } from '../analysis/networkPlan.js';
import type { ModelInput } from '../dataset/dataset.js';
import type { DescriptorChanges } from '../dataset/openDataset.js';
import type { StoredDataset } from '../dataset/storedDataset.js';
import type { StoredPart } from '../dataset/storedPart.js';
import type { Engine } from '../engine/engine.js';
import { InputError } from '../inputError.js';
import { inputLayout } from '../model/inputLayout.js';
import { TensorProto_DataType as DataType } from '../model/onnx_pb.js';
import { sizeOf } from '../model/tensor.js';
import type { DataCheck, TriedConversion } from '../results/dataCheck.js';
import { descriptorDraft } from './descriptorDraft.js';
import { memoryBytesOf } from './memoryLimit.js';
import { openInputs, type OpenInputs } from './openInputs.js';
import type { CheckRequest } from './protocol.js';

/** So many of the checked samples are shown. */
const shownSamples = 12;
/** Stored values that are kept; of larger samples fewer are checked. */
const mostValues = 2 ** 24;
const usualSamples = 100;

/**
 * Looks at data with a model: what they are, and how the network answers some of them as they are stated and in the usual
 * conversions. The same files give the same answer.
 * @param onStated told of the check when only the stated conversion was tried.
 * @throws InputError where either can't be read, or they fit each other in no layout.
 */
export async function checkData(
  engine: Engine,
  request: CheckRequest,
  signal: AbortSignal,
  onStated: (check: DataCheck) => void,
): Promise<DataCheck> {
  const { opened, fault, changes } = await openSomehow(engine, request);
  try {
    const { dataset, network } = opened;
    const most = Math.max(1, Math.floor(mostValues / sizeOf(dataset.sampleShape)));
    const samples = checkedSamples(dataset.labels, Math.min(request.inputs.samples ?? usualSamples, most));
    const part = await dataset.stored(samples);
    const { scale, mean, std, layout, modelLayout } = dataset.conversion;
    const stated = {
      ...(layout === undefined ? {} : { layout }),
      ...(modelLayout === undefined ? {} : { modelLayout }),
      ...{ scale, mean, std },
    };
    const { input, takesIndexes } = inputOf(opened);
    const candidates = usualConversions(part, stated, input, takesIndexes);
    const views = new SampleViews(part, samples.slice(0, shownSamples));
    const tried: TriedConversion[] = [];
    const labelSets = network.task === 'multi-label' ? new LabelSets() : null;
    const check = {
      data: checkedData(opened, part),
      samples: Int32Array.from(samples),
      labels: labelSets === null ? part.labels : heldLabels(part, labelSets),
      targets: network.task === 'regression' ? part.targets : null,
      fault,
      draft: await descriptorDraft(request.inputs, changes),
    };
    const soFar = (toTry: number): DataCheck => ({
      ...{ ...check, tried, toTry, views: views.all },
      labelSets: labelSets === null ? null : labelSets.all,
    });
    for (const [i, candidate] of candidates.entries()) {
      // A turn of the event loop, so that news of an abort can arrive.
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal.throwIfAborted();
      const found = await tryConversion(network, part, candidate, labelSets ?? new LabelSets());
      if (found === null && i === 0) throw notFinite(opened, candidate);
      if (found !== null) tried.push({ ...found, view: views.of(candidate) });
      if (i === 0) onStated(soFar(candidates.length));
    }
    return soFar(tried.length);
  } finally {
    await opened.close();
  }
}

interface Opened {
  readonly opened: OpenInputs;
  /** Why they could not be opened as stated; null where they could. */
  readonly fault: string | null;
  /** What had to be said beside what is stated. */
  readonly changes: DescriptorChanges;
}

/** Opens model and data as stated, else in the first layout in which they fit each other. */
async function openSomehow(engine: Engine, { inputs, labels, memory }: CheckRequest): Promise<Opened> {
  const named = labels === null ? {} : { labels };
  // How many samples are looked at does not change which there are.
  const all = { ...inputs, samples: null, memoryBytes: memoryBytesOf(memory) };
  try {
    return { opened: await openInputs(engine, all, named), fault: null, changes: named };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const layouts of layoutChoices({}).slice(1)) {
      const changes = { ...named, ...layouts };
      const opened = await openInputs(engine, all, changes).catch(() => null);
      if (opened !== null) return { opened, fault: error.message, changes };
    }
    throw error;
  }
}

/** What the model takes, every size known; and whether it looks numbers up in a table. */
function inputOf({ model, network }: OpenInputs): {
  readonly input: ModelInput;
  readonly takesIndexes: boolean;
} {
  const { input } = planNetwork(model.graph, model.name);
  const { sampleShape: shape, classCount } = network;
  const indexes: readonly (number | null | undefined)[] = [DataType.INT32, DataType.INT64];
  return {
    input: { shape, layout: inputLayout(model.graph, input.name), classCount },
    takesIndexes: indexes.includes(input.elementType),
  };
}

function checkedData({ dataset, network }: OpenInputs, { array, values }: StoredPart): DataCheck['data'] {
  const { name, noun, labelKind, classes, understood, labels, sampleShape } = dataset;
  const { task } = network;
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return {
    ...{ task, name, noun, labelKind, classes, understood, lowest, highest },
    samples: labels.length,
    classCounts: task === 'regression' ? [] : labelCounts(dataset, network.scoreWidth),
    storedShape: array.shape.length === 1 ? [1] : array.shape.slice(1),
    fedShape: sampleShape,
  };
}

/** How many samples bear each label, one or several. */
function labelCounts({ labels, targets }: StoredDataset, width: number): number[] {
  const counts = new Array<number>(width).fill(0);
  if (targets) targets.values.forEach((value, i) => (counts[i % width] += value));
  else for (const label of labels) counts[label]++;
  return counts;
}

/** The places of the sets of labels that the samples of a part bear. */
function heldLabels({ labels, targets }: StoredPart, labelSets: LabelSets): Int32Array {
  return targets === null ? labels : labelSets.of(targets.values, targets.width, 0.5);
}

function notFinite({ dataset }: OpenInputs, { conversion }: Candidate): InputError {
  const orElse = conversion.scale === 1 ? '' : ', or correct `scale`, `mean` and `std`';
  return new InputError(
    `${dataset.name} holds values that are no finite numbers; remove or replace the samples that do${orElse}.`,
  );
}
