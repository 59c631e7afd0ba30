import { dirname, relative, resolve, sep } from 'node:path';
import { analyse, countClasses, type Measured } from '../analysis/analyse.js';
import type { AnalysisSettings } from '../analysis/settings.js';
import { planWays } from '../analysis/ways/planWays.js';
import type { ShardRunner } from '../analysis/shards.js';
import { refuseNaN } from '../model/formats/onnx.js';
import { incomingNorms } from '../model/incomingWeights.js';
import { resultVersion, type ResultFile } from '../results/schema.js';
import { writeResult } from '../results/store.js';
import type { OpenInputs } from './openInputs.js';
import type { AnalyseOutcome, AnalyseRequest, JobProgress } from './protocol.js';
import { ResumingRunner } from './resumingRunner.js';
import { subjectName } from './shardNames.js';
import { ShardStore } from './shardStore.js';

/** Runs an analysis from opened files to the result file; goes on from what an earlier start of it left. */
export async function runAnalysisJob(
  request: AnalyseRequest,
  opened: OpenInputs,
  openRunner: () => Promise<ShardRunner>,
  signal: AbortSignal,
  onProgress: (progress: JobProgress) => void,
): Promise<AnalyseOutcome> {
  const started = performance.now();
  refuseNaN(opened.model.graph, opened.model.name);
  const [runner, hashes] = await Promise.all([openRunner(), hashInputs(opened)]);
  const store = await openStore(request.cacheFolder, opened, hashes);
  try {
    const { ways, ...measured } = await measure(opened, request.settings, runner, store, signal, onProgress);
    const { resultPath } = request;
    const described = describeSubject(opened, hashes, request, dirname(resultPath));
    const result: ResultFile = {
      format: 'unit-importance',
      version: resultVersion,
      exact: true,
      created: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      durationSeconds: Math.round(performance.now() - started) / 1000,
      ...described,
      settings: { ...described.settings, ...(Object.keys(ways).length > 0 && { ways }) },
      ...measured,
    };
    signal.throwIfAborted();
    await writeResult(resultPath, result);
    await store?.remove();
    return { resultPath };
  } catch (error) {
    await store?.close();
    throw error;
  }
}

/** sha256 in hexadecimal of what is measured. */
interface InputHashes {
  readonly model: string;
  readonly data: string;
}

async function hashInputs({ model, dataset }: OpenInputs): Promise<InputHashes> {
  return { model: await model.sha256(), data: await dataset.sha256() };
}

/** Samples that tell how files were read; so few that they cost nothing. */
const telltaleSamples = 4;

/** Where the results of the shards of this model on these data are kept. */
async function openStore(
  cacheFolder: string | null,
  { network, dataset, engine: { name, version, provider } }: OpenInputs,
  hashes: InputHashes,
): Promise<ShardStore | null> {
  if (cacheFolder === null) return null;
  const { labels } = dataset;
  const { batchSize, sampleShape, sampleSize } = network;
  const firstSamples = new Float32Array(Math.min(telltaleSamples, labels.length) * sampleSize);
  await dataset.read(0, firstSamples);
  const engine = { name, version, provider };
  const subject = subjectName({ ...hashes, labels, firstSamples, sampleShape, batchSize, engine });
  return ShardStore.open(cacheFolder, subject);
}

async function measure(
  { model, network, dataset }: OpenInputs,
  settings: AnalysisSettings,
  runner: ShardRunner,
  store: ShardStore | null,
  signal: AbortSignal,
  onProgress: (progress: JobProgress) => void,
): Promise<Measured> {
  const { layers, classCount, batchSize, sampleSize } = network;
  const subject = {
    layers,
    classCount,
    incomingNorms: layers.map((layer) => incomingNorms(model.graph, layer, layer.unitCount)),
    labels: dataset.labels,
    facts: { samples: dataset.labels.length, sampleSize, batchSize, classCount },
    ways: planWays(network),
  };
  const resuming = store && new ResumingRunner(runner, store);
  const steps = analyse(subject, settings, resuming ?? runner, signal);
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) return step.value;
    const kept = resuming?.keptPasses ?? 0;
    onProgress(kept === 0 ? step.value : { ...step.value, kept });
  }
}

/** The parts of a result file that say what was measured, on what and how. */
function describeSubject(
  { network, dataset, engine }: OpenInputs,
  hashes: InputHashes,
  { inputs, settings }: AnalyseRequest,
  folder: string,
): Pick<ResultFile, 'model' | 'dataset' | 'settings' | 'engine'> {
  const from = (path: string) => relative(folder, resolve(path)).split(sep).join('/');
  const { name, noun, labelKind, labels } = dataset;
  const classes = dataset.classes ?? Array.from({ length: network.classCount }, (_, k) => String(k));
  return {
    model: { file: from(inputs.modelPath), sha256: hashes.model, format: 'onnx' },
    dataset: {
      file: from(inputs.dataPath),
      name,
      noun,
      labelKind,
      sha256: hashes.data,
      samples: labels.length,
      classes: [...classes],
      classCounts: countClasses(labels, network.classCount),
    },
    settings: {
      seed: settings.seed,
      measures: [...settings.measures],
      replacements: [...settings.replacements],
      layers: settings.layers === null ? null : [...settings.layers],
      ...(settings.units === null ? {} : { units: settings.units.map((range) => ({ ...range })) }),
      loss: settings.loss,
    },
    engine: { name: engine.name, version: engine.version, provider: engine.provider },
  };
}
