import type { CorpusCase } from './corpusCase.js';

export const flax: readonly CorpusCase[] = [
  {
    title: 'a compact module',
    text: `
from flax import linen as nn
class CNN(nn.Module):
  """A simple CNN model."""
  @nn.compact
  def __call__(self, x):
    x = nn.Conv(features=32, kernel_size=(3, 3))(x)
    x = nn.relu(x)
    x = nn.avg_pool(x, window_shape=(2, 2), strides=(2, 2))
    x = nn.Conv(features=64, kernel_size=(3, 3))(x)
    x = nn.relu(x)
    x = x.reshape((x.shape[0], -1))  # flatten
    x = nn.Dense(features=256)(x)
    x = nn.relu(x)
    return nn.Dense(features=10)(x)
`,
    file: ['params.Conv_0 conv 32', 'params.Conv_1 conv 64', 'params.Dense_0 dense 256'],
    layers: [
      'Conv_0 conv 32 = params.Conv_0',
      'Conv_1 conv 64 = params.Conv_1',
      'Dense_0 linear 256 = params.Dense_0',
      'Dense_1 linear 10 =',
    ],
  },
  {
    title: 'layers with names and fields',
    text: `
import flax.linen as nn
class MLP(nn.Module):
    hidden: int = 48
    classes: int = 4
    @nn.compact
    def __call__(self, x):
        x = nn.gelu(nn.Dense(self.hidden, name='up')(x))
        x = nn.gelu(nn.Dense(24, name='down')(x))
        return nn.Dense(self.classes, name='head')(x)
model = MLP()
`,
    file: ['up dense 48', 'down dense 24'],
    layers: ['up linear 48 = up', 'down linear 24 = down', 'head linear 4 ='],
  },
  {
    title: 'setup',
    text: `
import flax.linen as nn
import jax.numpy as jnp
class Net(nn.Module):
    def setup(self):
        self.fc1 = nn.Dense(30)
        self.fc2 = nn.Dense(20)
        self.fc3 = nn.Dense(10)
    def __call__(self, x):
        x = jnp.tanh(self.fc1(x))
        x = jnp.tanh(self.fc2(x))
        return self.fc3(x)
`,
    file: ['fc1 dense 30', 'fc2 dense 20'],
    layers: ['fc1 linear 30 = fc1', 'fc2 linear 20 = fc2', 'fc3 linear 10 ='],
  },
  {
    title: 'a loop over fields, and partial',
    text: `
from functools import partial
from typing import Sequence
from flax import linen as nn
class Deep(nn.Module):
    features: Sequence[int]
    @nn.compact
    def __call__(self, x):
        dense = partial(nn.Dense, use_bias=False)
        for feat in self.features[:-1]:
            x = nn.relu(dense(feat)(x))
        return dense(self.features[-1])(x)
model = Deep(features=[12, 8, 4])
`,
    file: ['Dense_0 dense 12', 'Dense_1 dense 8'],
    layers: ['Dense_0 linear 12 = Dense_0', 'Dense_1 linear 8 = Dense_1', 'Dense_2 linear 4 ='],
  },
  {
    title: 'a residual block of its own',
    text: `
import flax.linen as nn
class Block(nn.Module):
    width: int
    @nn.compact
    def __call__(self, x):
        y = nn.relu(nn.Dense(self.width)(x))
        y = nn.Dense(self.width)(y)
        return nn.relu(x + y)
class Net(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Dense(16)(x))
        x = Block(16)(x)
        return nn.Dense(3)(x)
`,
    model: 'Net',
    file: ['Dense_0 dense 16', 'Block_0.Dense_0 dense 16', 'Block_0 residual 16 Block_0.Dense_1'],
    layers: [
      'Dense_0 linear 16 = Dense_0',
      'Block_0.Dense_0 linear 16 = Block_0.Dense_0',
      'Block_0.Dense_1 linear 16 = Block_0',
      'Dense_1 linear 3 =',
    ],
  },
  {
    title: 'nnx',
    text: `
from flax import nnx
class Model(nnx.Module):
    def __init__(self, din: int, *, rngs: nnx.Rngs):
        self.linear1 = nnx.Linear(din, 256, rngs=rngs)
        self.linear2 = nnx.Linear(256, 128, rngs=rngs)
        self.out = nnx.Linear(128, 10, rngs=rngs)
    def __call__(self, x):
        x = nnx.relu(self.linear1(x))
        x = nnx.relu(self.linear2(x))
        return self.out(x)
`,
    file: ['linear1 dense 256', 'linear2 dense 128'],
    layers: ['linear1 linear 256 = linear1', 'linear2 linear 128 = linear2', 'out linear 10 ='],
  },
];
