import { onnxRuntime } from '../engine/onnxRuntime.js';
import { runAnalysisJob } from './analysisJob.js';
import { inspectModel } from './inspectModel.js';
import type { JobServices } from './jobServices.js';
import { openInputs, type OpenInputs } from './openInputs.js';

/** What the child process of a job can do: everything, by ONNX Runtime. */
export const jobServices: JobServices<OpenInputs> = {
  inspect: (modelPath) => inspectModel(onnxRuntime, modelPath),
  open: (inputs) => openInputs(onnxRuntime, inputs),
  analyse: runAnalysisJob,
};
