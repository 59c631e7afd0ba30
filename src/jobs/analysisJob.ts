import { dirname, relative, resolve, sep } from 'node:path';
import { analyse, countClasses, type Measured } from '../analysis/analyse.js';
import type { AnalysisSettings } from '../analysis/settings.js';
import type { ShardRunner } from '../analysis/shards.js';
import { refuseNaN } from '../model/formats/onnx.js';
import { incomingNorms } from '../model/incomingWeights.js';
import { resultVersion, type ResultFile } from '../results/schema.js';
import { writeResult } from '../results/store.js';
import type { OpenInputs } from './openInputs.js';
import type { AnalyseOutcome, AnalyseRequest, JobProgress } from './protocol.js';

/** Runs an analysis from opened files to the result file. */
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
  const runner = await openRunner();
  const head = (exact: boolean) => ({
    format: 'unit-importance' as const,
    version: resultVersion as typeof resultVersion,
    exact,
    created: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    durationSeconds: Math.round(performance.now() - started) / 1000,
  });
  const noHashes = { model: '', data: '' };
  const onSoFar = (build: () => Measured): void =>
    onPartial(() => ({
      ...head(false),
      partial: true,
      ...describeSubject(opened, request, noHashes),
      ...build(),
    }));
  const measured = await measure(opened, request.settings, runner, signal, onProgress, onSoFar);
  const { resultPath } = request;
  const hashes = { model: await opened.model.sha256(), data: await opened.dataset.sha256() };
  const result: ResultFile = {
    ...head(true),
    ...describeSubject(opened, request, hashes),
    ...measured,
  };
  signal.throwIfAborted();
  await writeResult(resultPath, result);
  return { resultPath };
}

async function measure(
  { model, network, dataset }: OpenInputs,
  settings: AnalysisSettings,
  runner: ShardRunner,
  signal: AbortSignal,
  onProgress: (progress: JobProgress) => void,
  onSoFar: (build: () => Measured) => void,
): Promise<Measured> {
  const { layers, classCount, batchSize, sampleShape } = network;
  const sampleSize = sampleShape.reduce((product, dim) => product * dim, 1);
  const subject = {
    layers,
    classCount,
    incomingNorms: layers.map((layer) => incomingNorms(model.graph, layer, layer.unitCount)),
    labels: dataset.labels,
    facts: { samples: dataset.labels.length, sampleSize, batchSize },
  };
  const steps = analyse(subject, settings, runner, signal);
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) return step.value;
    const { partial, ...progress } = step.value;
    onProgress(progress);
    if (partial !== undefined) onSoFar(partial);
  }
}

/** The parts of a result file that say what was measured, on what and how. */
function describeSubject(
  { network, dataset, engine }: OpenInputs,
  { inputs, settings, resultPath }: AnalyseRequest,
  sha256: { readonly model: string; readonly data: string },
): Pick<ResultFile, 'model' | 'dataset' | 'settings' | 'engine'> {
  const folder = dirname(resultPath);
  const from = (path: string) => relative(folder, resolve(path)).split(sep).join('/');
  const { name, noun, labelKind, labels } = dataset;
  const classes = dataset.classes ?? Array.from({ length: network.classCount }, (_, k) => String(k));
  return {
    model: { file: from(inputs.modelPath), sha256: sha256.model, format: 'onnx' },
    dataset: {
      file: from(inputs.dataPath),
      name,
      noun,
      labelKind,
      sha256: sha256.data,
      samples: labels.length,
      classes: [...classes],
      classCounts: countClasses(labels, network.classCount),
    },
    settings: {
      seed: settings.seed,
      measures: [...settings.measures],
      replacements: [...settings.replacements],
      layers: settings.layers === null ? null : [...settings.layers],
      loss: settings.loss,
    },
    engine: { name: engine.name, version: engine.version },
  };
}
