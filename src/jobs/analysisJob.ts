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
): Promise<AnalyseOutcome> {
  const started = performance.now();
  refuseNaN(opened.model.graph, opened.model.name);
  const runner = await openRunner();
  const measured = await measure(opened, request.settings, runner, signal, onProgress);
  const { resultPath } = request;
  const result: ResultFile = {
    format: 'unit-importance',
    version: resultVersion,
    exact: true,
    created: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    durationSeconds: Math.round(performance.now() - started) / 1000,
    ...(await describeSubject(opened, request, dirname(resultPath))),
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
    onProgress(step.value);
  }
}

/** The parts of a result file that say what was measured, on what and how. */
async function describeSubject(
  { model, network, dataset, engine }: OpenInputs,
  { inputs, settings }: AnalyseRequest,
  folder: string,
): Promise<Pick<ResultFile, 'model' | 'dataset' | 'settings' | 'engine'>> {
  const from = (path: string) => relative(folder, resolve(path)).split(sep).join('/');
  const { name, noun, labelKind, labels } = dataset;
  const classes = dataset.classes ?? Array.from({ length: network.classCount }, (_, k) => String(k));
  return {
    model: { file: from(inputs.modelPath), sha256: await model.sha256(), format: 'onnx' },
    dataset: {
      file: from(inputs.dataPath),
      name,
      noun,
      labelKind,
      sha256: await dataset.sha256(),
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
    engine: { name: engine.name, version: engine.version, provider: engine.provider },
  };
}
