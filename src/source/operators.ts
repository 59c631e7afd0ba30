import type { Framework, LayerOperator } from './sourceModel.js';

/** What an operator does to the units that come in, by the rules of `src/model/layers.ts`. */
export type Role =
  | 'weights'
  | 'activation'
  /** Bias, batch norm, pooling, a change of layout: units stay what they are. */
  | 'passes'
  | 'sum'
  /** Anything else ends the way to an activation. */
  | 'ends';

export interface Operator {
  readonly framework: Framework;
  readonly role: Role;
  /** Of one with weights. */
  readonly layer: LayerOperator;
  /** Names of its parameters in order, those of units and inputs among them. */
  readonly parameters: readonly string[];
}

const torchInOut = ['inputs', 'units'];
const unitsFirst = ['units'];

/** Names that frameworks have for a layer's outputs and inputs. */
export const unitNames = ['out_features', 'out_channels', 'hidden_size', 'units', 'filters', 'features'];
export const inputNames = ['in_features', 'in_channels', 'input_size', 'inputDim', 'input_dim'];

/**
 * What a library's function or class is, by its path as `libraryPath` writes it: `torch.nn.Linear`, `keras.layers.Dense`.
 * Null of one that is no operator.
 */
export function operatorAt(path: string): Operator | null {
  const framework = frameworkOf(path);
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (!framework) return null;
  const weights = weightsOf(path, name, framework);
  if (weights) return { framework, role: 'weights', ...weights };
  if (framework === 'pytorch' && !/^torch\.nn\.[A-Z]/.test(path)) return null;
  if (framework === 'keras' && !/^keras\.layers\.[A-Z]/.test(path)) return null;
  if (framework === 'tensorflow.js' && !path.startsWith('tfjs.layers.')) return null;
  if (framework === 'flax' && !/^flax\.\w+\.[A-Z]/.test(path)) return null;
  return { framework, role: roleNamed(name), layer: 'other', parameters: [] };
}

export function frameworkOf(path: string): Framework | null {
  if (path.startsWith('torch.')) return 'pytorch';
  if (path.startsWith('keras.')) return 'keras';
  if (path.startsWith('tfjs.')) return 'tensorflow.js';
  return path.startsWith('flax.') ? 'flax' : null;
}

function weightsOf(
  path: string,
  name: string,
  framework: Framework,
): Pick<Operator, 'layer' | 'parameters'> | null {
  switch (framework) {
    case 'pytorch':
      if (!path.startsWith('torch.nn.')) return null;
      if (name === 'Linear') return { layer: 'linear', parameters: torchInOut };
      if (name === 'LazyLinear') return { layer: 'linear', parameters: unitsFirst };
      if (/^LazyConv(Transpose)?[123]d$/.test(name)) return { layer: 'conv', parameters: unitsFirst };
      if (/^Conv(Transpose)?[123]d$/.test(name)) return { layer: 'conv', parameters: torchInOut };
      if (/^(LSTM|GRU|RNN)$/.test(name)) return { layer: 'recurrent', parameters: torchInOut };
      return /^(Bilinear|MultiheadAttention|Transformer\w*)$/.test(name) ? other : null;
    case 'keras':
    case 'tensorflow.js': {
      if (!/^(keras|tfjs)\.layers\./.test(path)) return null;
      const each = name.toLowerCase();
      if (each === 'dense') return { layer: 'linear', parameters: unitsFirst };
      if (/^depthwiseconv[12]d$/.test(each)) return { layer: 'conv', parameters: [] };
      if (/^(separable)?conv(olution)?[123]d(transpose)?$/.test(each)) {
        return { layer: 'conv', parameters: unitsFirst };
      }
      if (/^(lstm|gru|simplernn)$/.test(each)) return { layer: 'recurrent', parameters: unitsFirst };
      return each.endsWith('attention') ? other : null;
    }
    case 'flax': {
      const isOf = path.startsWith('flax.nnx.') ? torchInOut : unitsFirst;
      if (/^(Dense|Linear)$/.test(name)) return { layer: 'linear', parameters: isOf };
      if (/^Conv(Transpose)?$/.test(name)) return { layer: 'conv', parameters: isOf };
      return /^(DenseGeneral|LinearGeneral|\w*Attention|\w+Cell|RNN)$/.test(name) ? other : null;
    }
  }
}

const other = { layer: 'other', parameters: [] } as const;

const activations = new Set(
  'relu relu6 leakyrelu prelu rrelu elu selu celu gelu sigmoid logsigmoid tanh softmax logsoftmax softplus softsign silu swish mish hardtanh hardswish hardsigmoid hardshrink softshrink tanhshrink thresholdedrelu threshold exponential activation clamp clip'.split(
    ' ',
  ),
);
const passing = new Set(
  'identity contiguous float half to cuda cpu detach clone permute transpose swapaxes squeeze unsqueeze expanddims moveaxis gaussiannoise activityregularization stopgradient checkpoint'.split(
    ' ',
  ),
);

/** What a function or layer does, by its name alone: `relu`, `max_pool2d`, `BatchNormalization`. */
export function roleNamed(name: string): Role {
  const plain = name.replace(/_$/, '').replaceAll('_', '').toLowerCase();
  if (activations.has(plain)) return 'activation';
  if (passing.has(plain) || /dropout|pool|^(lazy|sync)?batchnorm/.test(plain)) return 'passes';
  return plain === 'add' ? 'sum' : 'ends';
}
