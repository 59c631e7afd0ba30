import { basename, dirname, relative, resolve, sep } from 'node:path';
import { analyse, countClasses, type Measured } from '../analysis/analyse.js';
import { asksForEstimate, estimate } from '../analysis/estimate.js';
import type { EarlierCounts } from '../analysis/ablations.js';
import { earlierCounts } from '../analysis/earlierEstimate.js';
import type { AnalysisSettings, Replacement } from '../analysis/settings.js';
import { planWays } from '../analysis/ways/planWays.js';
import type { ShardRunner } from '../analysis/shards.js';
import { engineNames, type EngineNames } from '../engine/engine.js';
import { hasClasses } from '../dataset/task.js';
import { refuseNaN } from '../model/formats/onnx.js';
import { incomingNorms } from '../model/incomingWeights.js';
import { InputError } from '../inputError.js';
import { countTheSame, joinResults } from '../results/joinResults.js';
import { resultVersion, type ResultFile } from '../results/schema.js';
import { readResult, writeResult } from '../results/store.js';
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
  onPartial: (build: () => ResultFile) => void,
): Promise<AnalyseOutcome> {
  const started = performance.now();
  refuseNaN(opened.model.graph, opened.model.name);
  const [runner, hashes] = await Promise.all([openRunner(), hashInputs(opened)]);
  const store = await openStore(request.cacheFolder, opened, hashes);
  try {
    const { resultPath } = request;
    const described = describeSubject(opened, hashes, request, dirname(resultPath));
    const written = ({ ways, ...measured }: Measured, exact: boolean): ResultFile => ({
      format: 'unit-importance',
      version: resultVersion,
      exact,
      created: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      durationSeconds: Math.round(performance.now() - started) / 1000,
      ...described,
      settings: { ...described.settings, ...(Object.keys(ways).length > 0 && { ways }) },
      ...measured,
    });
    const onSoFar = (build: () => Measured): void =>
      onPartial(() => ({ ...written(build(), false), partial: true }));
    const joined = request.joins === true ? await resultToJoin(resultPath, described) : null;
    const estimated = await earlierOf(resultPath, described, request.settings);
    const measured = await measure(
      opened,
      request.settings,
      runner,
      store,
      signal,
      onProgress,
      onSoFar,
      estimated,
    );
    const own = written(measured, !asksForEstimate(request.settings));
    const result = joined === null ? own : joinResults(joined, own);
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
  { network, dataset, engine }: OpenInputs,
  hashes: InputHashes,
): Promise<ShardStore | null> {
  if (cacheFolder === null) return null;
  const { labels } = dataset;
  const { batchSize, sampleShape, sampleSize } = network;
  const firstSamples = new Float32Array(Math.min(telltaleSamples, labels.length) * sampleSize);
  await dataset.read(0, firstSamples);
  const names = engineNames(engine);
  const subject = subjectName({ ...hashes, labels, firstSamples, sampleShape, batchSize, engine: names });
  return ShardStore.open(cacheFolder, subject);
}

/** What the result that is going to be replaced has counted of the same, if it is an estimate. */
async function earlierOf(
  path: string,
  described: Pick<ResultFile, 'model' | 'dataset' | 'settings' | 'engine'>,
  settings: AnalysisSettings,
): Promise<ReadonlyMap<Replacement, EarlierCounts>> {
  const found = asksForEstimate(settings) ? null : await readResult(path).catch(() => null);
  if (found === null || found.exact) return new Map();
  return countTheSame(found, described) ? earlierCounts(found, settings) : new Map();
}

/**
 * The result that what is measured is put into.
 * @throws InputError where it does not hold the same counts.
 */
async function resultToJoin(
  path: string,
  described: Pick<ResultFile, 'model' | 'dataset' | 'settings' | 'engine'>,
): Promise<ResultFile> {
  const found = await readResult(path);
  if (found.exact && countTheSame(found, described)) return found;
  throw new InputError(
    `${basename(path)} is no exact result of this model, data, seed and engine, so nothing can be added to it: analyse again.`,
  );
}

async function measure(
  { model, network, dataset }: OpenInputs,
  settings: AnalysisSettings,
  runner: ShardRunner,
  store: ShardStore | null,
  signal: AbortSignal,
  onProgress: (progress: JobProgress) => void,
  onSoFar: (build: () => Measured) => void,
  estimated: ReadonlyMap<Replacement, EarlierCounts>,
): Promise<Measured> {
  const { layers, classCount, batchSize, sampleSize } = network;
  const subject = {
    layers,
    classCount,
    incomingNorms: layers.map((layer) => incomingNorms(model.graph, layer, layer.unitCount)),
    labels: dataset.labels,
    task: network.task,
    facts: { samples: dataset.labels.length, sampleSize, batchSize, classCount },
    ways: planWays(network),
  };
  const resuming = store && new ResumingRunner(runner, store);
  const running = resuming ?? runner;
  const steps = asksForEstimate(settings)
    ? estimate(subject, settings, running, signal)
    : analyse(subject, settings, running, signal, estimated);
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) return step.value;
    const kept = resuming?.keptPasses ?? 0;
    const { partial, ...progress } = step.value;
    onProgress(kept === 0 ? progress : { ...progress, kept });
    if (partial !== undefined) onSoFar(partial);
  }
}

/** What the one class is called that all samples are counted in where the task knows none. */
const everySample = 'all samples';

function writtenEngine({ also, ...names }: EngineNames): ResultFile['engine'] {
  return { ...names, ...(also && { also: also.map((helper) => ({ ...helper })) }) };
}

/** The parts of a result file that say what was measured, on what and how. */
function describeSubject(
  { model, network, dataset, engine }: OpenInputs,
  hashes: InputHashes,
  { inputs, settings }: AnalyseRequest,
  folder: string,
): Pick<ResultFile, 'model' | 'dataset' | 'settings' | 'engine'> {
  const from = (path: string) => relative(folder, resolve(path)).split(sep).join('/');
  const { name, noun, labelKind, labels, understood } = dataset;
  const { task } = network;
  const classes = hasClasses(task)
    ? (dataset.classes ?? Array.from({ length: network.classCount }, (_, k) => String(k)))
    : [everySample];
  return {
    model: { file: from(inputs.modelPath), sha256: hashes.model, format: model.format },
    dataset: {
      file: from(inputs.dataPath),
      name,
      noun,
      labelKind,
      sha256: hashes.data,
      ...(task === 'classification' ? {} : { task }),
      samples: labels.length,
      classes: [...classes],
      classCounts: countClasses(labels, network.classCount),
      ...(understood.length === 0 ? {} : { understood: [...understood] }),
    },
    settings: {
      seed: settings.seed,
      measures: [...settings.measures],
      replacements: [...settings.replacements],
      layers: settings.layers === null ? null : [...settings.layers],
      ...(settings.units === null ? {} : { units: settings.units.map((range) => ({ ...range })) }),
      loss: settings.loss,
      ...(settings.precision === null ? {} : { precision: settings.precision }),
      ...(settings.top === null ? {} : { top: settings.top }),
    },
    engine: writtenEngine(engineNames(engine)),
  };
}
