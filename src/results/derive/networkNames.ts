import type { ResultFile } from '../schema.js';

/** Networks by their model files, without the ending; with their data where two are of one name. */
export function networkNames(results: readonly ResultFile[]): string[] {
  const models = results.map(({ model }) => (model.file.split('/').at(-1) ?? '').replace(/\.onnx$/i, ''));
  return models.map((model, i) => {
    const isAlone = models.filter((other) => other === model).length === 1;
    return isAlone ? model : `${model}, ${results[i].dataset.name}`;
  });
}
