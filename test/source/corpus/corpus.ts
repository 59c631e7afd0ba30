import type { CorpusCase } from './corpusCase.js';
import { flax } from './flax.js';
import { halfWritten } from './halfWritten.js';
import { keras } from './keras.js';
import { notebooks } from './notebooks.js';
import { pytorchClasses } from './pytorchClasses.js';
import { pytorchContainers } from './pytorchContainers.js';
import { repositoriesOthers } from './repositoriesOthers.js';
import { repositoriesPytorch } from './repositoriesPytorch.js';
import { tensorflowJs } from './tensorflowJs.js';
import { unclear } from './unclear.js';

/** Definitions in all the ways that people write them, by way. */
export const corpus: Readonly<Record<string, readonly CorpusCase[]>> = {
  'PyTorch classes': pytorchClasses,
  'PyTorch containers': pytorchContainers,
  Keras: keras,
  'TensorFlow.js': tensorflowJs,
  Flax: flax,
  'half-written text': halfWritten,
  notebooks,
  'PyTorch of repositories': repositoriesPytorch,
  'others of repositories': repositoriesOthers,
  'what is unclear': unclear,
};
