import { openEngine } from '../engine/openEngine.js';
import { runAnalysisJob } from './analysisJob.js';
import { hashDataset } from '../dataset/hashDataset.js';
import { extractWeights } from './extractWeights.js';
import { inspectModel } from './inspectModel.js';
import { inspectWeights, layerStatistics } from './inspectWeights.js';
import type { JobServices } from './jobServices.js';
import { readModelFile } from './modelFile.js';
import { openInputs, type OpenInputs } from './openInputs.js';

/** What the child process of a job can do: everything, by ONNX Runtime. */
export const jobServices: JobServices<OpenInputs> = {
  inspect: async ({ modelPath, engine, plans }) =>
    (await inspectWeights(modelPath)) ?? inspectModel(await openEngine(engine), modelPath, plans),
  weightStatistics: layerStatistics,
  extractWeights,
  fingerprint: async ({ modelPath, dataPath, dataRoots }) => ({
    model: await (await readModelFile(modelPath, undefined, false)).sha256(),
    data: await hashDataset(dataPath, dataRoots),
  }),
  check: async (request, signal, onStated) =>
    (await import('./checkData.js')).checkData(
      await openEngine(request.inputs.engine),
      request,
      signal,
      onStated,
    ),
  open: async (inputs) => openInputs(await openEngine(inputs.engine), inputs),
  analyse: runAnalysisJob,
};
