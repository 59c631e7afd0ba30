import type { SourceLayer, SourceModel } from './sourceModel.js';

/** A tensor of a file of weights: `fc1.weight`, 64 x 64. */
export interface WeightShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A Python file beside the weights. */
export interface SourceText {
  /** As Python imports it: `train`, `models.net`. */
  readonly module: string;
  readonly text: string;
  readonly models: readonly SourceModel[];
}

/** What may have built the network that weights are of. */
export interface ExportGuess<Source extends SourceText = SourceText> {
  readonly source: Source;
  /** Of the class or function. */
  readonly name: string;
  /** Sizes of an example, the batch first; its type behind a colon where it is not float32. */
  readonly inputShape: string;
  /** Share of the layers that are in both with the same shape, above 0. */
  readonly fit: number;
}

/** What wrappers put before every name. */
const wrappers = /^(?:module|_orig_mod|model)\./;

/** The networks of the code that weights may be of, the best first. */
export function exportGuesses<Source extends SourceText>(
  sources: readonly Source[],
  weights: readonly WeightShape[],
): ExportGuess<Source>[] {
  const bare = withoutWrapper(weights);
  return sources
    .flatMap((source) =>
      source.models
        .filter(({ framework }) => framework === 'pytorch')
        .flatMap((model) => [model, ...model.variants].map((variant) => ({ source, variant, model })))
        .map(({ variant, model }) => ({
          source,
          name: model.name,
          inputShape: inputShape(bare, source.text, variant),
          fit: fitOf(variant, bare) * (model.isPart ? 0.9 : 1),
        })),
    )
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
}

/**
 * The shape of an example: what the first layer takes. How wide a picture is, no weight tells: it is taken from the examples in
 * the text where one fits, else it is a usual size.
 */
export function inputShape(weights: readonly WeightShape[], text: string, model: SourceModel | null): string {
  const isMatrix = ({ shape }: WeightShape): boolean => shape.length >= 2;
  const first = model?.layers.map((layer) => weightOf(layer, weights)).find((each) => each !== undefined);
  const weight = first ?? withoutWrapper(weights).find(isMatrix);
  if (weight === undefined) return '1,1';
  const [, inputs = 1, ...kernel] = weight.shape;
  if (/(?:emb\w*|wte|tokens?)\.weight$/i.test(weight.name)) return '1,16:int64';
  for (const sizes of examplesIn(text)) {
    const fits =
      kernel.length > 0
        ? sizes.length === kernel.length + 2 && sizes[1] === inputs
        : sizes.length >= 2 && sizes.at(-1) === inputs;
    if (fits) return [1, ...sizes.slice(1)].join(',');
  }
  if (weight.name.endsWith('weight_ih_l0')) return `1,16,${inputs}`;
  const side = inputs === 1 ? 28 : Math.max(...kernel) >= 7 ? 224 : 32;
  return [1, inputs, ...kernel.map(() => side)].join(',');
}

/** The sizes of tensors that a program makes of constants: `torch.zeros(2, 64)`, `torch.randn((1, 3, 32, 32))`. */
function examplesIn(text: string): number[][] {
  const calls = text.matchAll(/\btorch\.(?:zeros|ones|rand|randn|empty)\(\s*[([]?\s*(\d+(?:\s*,\s*\d+)+)/g);
  return [...calls].map(([, sizes]) => sizes.split(',').map(Number));
}

function withoutWrapper(weights: readonly WeightShape[]): readonly WeightShape[] {
  if (weights.length === 0 || !weights.every(({ name }) => wrappers.test(name))) return weights;
  return weights.map(({ name, shape }) => ({ name: name.replace(wrappers, ''), shape }));
}

/** The weight of a layer by its name; of a name that the text leaves open in part, the first that it may be. */
function weightOf({ path }: SourceLayer, weights: readonly WeightShape[]): WeightShape | undefined {
  const names = new RegExp(
    `^${path
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^.]+')}\\.(?:weight|weight_ih_l0|in_proj_weight)$`,
  );
  return weights.find(({ name }) => names.test(name));
}

/** Layers of the text that the weights have in the same shape, as a share of all that either has. */
function fitOf({ layers }: SourceModel, weights: readonly WeightShape[]): number {
  const matrices = weights.filter(({ shape }) => shape.length >= 2);
  const matched = layers.filter((layer) => {
    const weight = weightOf(layer, weights);
    if (weight === undefined) return false;
    const { units, isAssumed, operator } = layer;
    const tells = units !== null && !isAssumed && (operator === 'linear' || operator === 'conv');
    // Transposed convolutions have their outputs second.
    return !tells || weight.shape.slice(0, 2).includes(units);
  }).length;
  return matched / Math.max(layers.length, matrices.length, 1);
}
