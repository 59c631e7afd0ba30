import type { CorpusCase } from './corpusCase.js';

/**
 * Keras, TensorFlow.js, Flax and notebooks as they are written in public repositories. These were written before the finder was
 * tried on them.
 */
export const repositoriesOthers: readonly CorpusCase[] = [
  {
    title: 'functional Keras with a loop and names that are put together',
    text: `
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

IMG_SIZE = 64
FILTERS = [16, 32, 64]

def build_model(num_classes: int = 5, dropout: float = 0.3) -> keras.Model:
    inputs = keras.Input(shape=(IMG_SIZE, IMG_SIZE, 3), name="image")
    x = layers.Rescaling(1.0 / 255)(inputs)
    for i, filters in enumerate(FILTERS, start=1):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=f"block{i}_conv")(x)
        x = layers.BatchNormalization(name=f"block{i}_bn")(x)
        x = layers.Activation("relu", name=f"block{i}_relu")(x)
        x = layers.MaxPooling2D(name="block{}_pool".format(i))(x)
    x = layers.GlobalAveragePooling2D(name="gap")(x)
    x = layers.Dropout(dropout)(x)
    x = layers.Dense(72, activation="relu", name="fc")(x)
    outputs = layers.Dense(num_classes, activation="softmax", name="predictions")(x)
    return keras.Model(inputs, outputs, name="convnet")

model = build_model()
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
`,
    file: [
      'convnet.block1_conv conv 16',
      'convnet.block2_conv conv 32',
      'convnet.block3_conv conv 64',
      'convnet.fc dense 72',
    ],
    layers: [
      'block1_conv conv 16 = convnet.block1_conv',
      'block2_conv conv 32 = convnet.block2_conv',
      'block3_conv conv 64 = convnet.block3_conv',
      'fc linear 72 = convnet.fc',
      'predictions linear 5 =',
    ],
  },
  {
    title: 'residual blocks of Keras by a function that names its layers',
    text: `
from tensorflow.keras import backend, layers, models

def block(x, filters, kernel_size=3, stride=1, conv_shortcut=True, name=None):
    bn_axis = 3 if backend.image_data_format() == 'channels_last' else 1

    if conv_shortcut:
        shortcut = layers.Conv2D(filters, 1, strides=stride, name=name + '_0_conv')(x)
        shortcut = layers.BatchNormalization(axis=bn_axis, epsilon=1.001e-5, name=name + '_0_bn')(shortcut)
    else:
        shortcut = x

    x = layers.Conv2D(filters, kernel_size, strides=stride, padding='SAME', name=name + '_1_conv')(x)
    x = layers.BatchNormalization(axis=bn_axis, epsilon=1.001e-5, name=name + '_1_bn')(x)
    x = layers.Activation('relu', name=name + '_1_relu')(x)

    x = layers.Conv2D(filters, kernel_size, padding='SAME', name=name + '_2_conv')(x)
    x = layers.BatchNormalization(axis=bn_axis, epsilon=1.001e-5, name=name + '_2_bn')(x)

    x = layers.Add(name=name + '_add')([shortcut, x])
    x = layers.Activation('relu', name=name + '_out')(x)
    return x

def stack(x, filters, blocks, stride1=2, name=None):
    x = block(x, filters, stride=stride1, name=name + '_block1')
    for i in range(2, blocks + 1):
        x = block(x, filters, conv_shortcut=False, name=name + '_block' + str(i))
    return x

def ResNet(input_shape=(32, 32, 3), classes=10):
    img_input = layers.Input(shape=input_shape)
    x = layers.Conv2D(12, 7, strides=2, activation='relu', name='conv1_conv')(img_input)
    x = stack(x, 24, 2, name='conv2')
    x = layers.GlobalAveragePooling2D(name='avg_pool')(x)
    x = layers.Dense(classes, activation='softmax', name='predictions')(x)
    return models.Model(img_input, x, name='resnet')
`,
    file: [
      'conv1_conv conv 12',
      'conv2_block1_1_conv conv 24',
      'conv2_block1_add residual 24 conv2_block1_0_conv conv2_block1_2_conv',
      'conv2_block2_1_conv conv 24',
      'conv2_block2_add residual 24 conv2_block2_2_conv',
    ],
    layers: [
      'conv1_conv conv 12 = conv1_conv',
      'conv2_block1_1_conv conv 24 = conv2_block1_1_conv',
      'conv2_block1_0_conv conv 24 = conv2_block1_add',
      'conv2_block1_2_conv conv 24 = conv2_block1_add',
      'conv2_block2_1_conv conv 24 = conv2_block2_1_conv',
      'conv2_block2_2_conv conv 24 = conv2_block2_add',
      'predictions linear 10 =',
    ],
  },
  {
    title: 'a subclassed Keras model whose layers are in a list',
    text: `
import keras
from keras import layers, ops

@keras.saving.register_keras_serializable()
class DeepMLP(keras.Model):
    def __init__(self, hidden_units=(96, 64, 32), num_outputs=3, rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.hidden_units = hidden_units
        self.hidden = []
        for units in hidden_units:
            self.hidden.append(layers.Dense(units, activation="gelu"))
        self.dropout = layers.Dropout(rate)
        self.out = layers.Dense(num_outputs)

    def call(self, inputs, training=None):
        x = inputs
        for layer in self.hidden:
            x = layer(x)
            x = self.dropout(x, training=training)
        return self.out(x)

    def get_config(self):
        return {**super().get_config(), "hidden_units": self.hidden_units}
`,
    file: ['deep_mlp.dense dense 96', 'deep_mlp.dense_1 dense 64', 'deep_mlp.dense_2 dense 32'],
    layers: [
      'hidden.0 linear 96 = deep_mlp.dense',
      'hidden.1 linear 64 = deep_mlp.dense_1',
      'hidden.2 linear 32 = deep_mlp.dense_2',
      'out linear 3 =',
    ],
  },
  {
    title: 'a Keras layer of its own within a subclassed model',
    text: `
import tensorflow as tf
from tensorflow.keras import Model
from tensorflow.keras.layers import Dense, Layer, LayerNormalization

class ResidualDense(Layer):
    def __init__(self, units, **kwargs):
        super(ResidualDense, self).__init__(**kwargs)
        self.up = Dense(units * 2, activation=tf.nn.relu, name='up')
        self.down = Dense(units, name='down')
        self.norm = LayerNormalization()

    def call(self, inputs):
        return inputs + self.down(self.up(self.norm(inputs)))

class Scorer(Model):
    def __init__(self):
        super().__init__()
        self.embed = Dense(18, activation='relu', name='embed')
        self.block_a = ResidualDense(18, name='block_a')
        self.block_b = ResidualDense(18, name='block_b')
        self.score = Dense(1, name='score')

    @tf.function
    def call(self, features):
        h = self.embed(features)
        h = self.block_a(h)
        h = self.block_b(h)
        return self.score(h)

scorer = Scorer()
`,
    model: 'Scorer',
    file: [
      'scorer.embed dense 18',
      'scorer.block_a.up dense 36',
      'scorer.block_a.add residual 18 scorer.block_a.down',
      'scorer.block_b.up dense 36',
      'scorer.block_b.add residual 18 scorer.block_b.down',
    ],
    layers: [
      'embed linear 18 = scorer.embed',
      'block_a.up linear 36 = scorer.block_a.up',
      'block_a.down linear 18 = scorer.block_a.add',
      'block_b.up linear 36 = scorer.block_b.up',
      'block_b.down linear 18 = scorer.block_b.add',
      'score linear 1 =',
    ],
  },
  {
    title: 'widths that a tuner chooses',
    text: `
import keras_tuner as kt
from tensorflow import keras

def model_builder(hp):
    model = keras.Sequential()
    model.add(keras.layers.Flatten(input_shape=(28, 28)))
    hp_units = hp.Int('units', min_value=32, max_value=512, step=32)
    model.add(keras.layers.Dense(units=hp_units, activation='relu', name='tuned'))
    model.add(keras.layers.Dense(48, activation=hp.Choice('act', ['relu', 'tanh']), name='fixed'))
    model.add(keras.layers.Dense(10, name='logits'))
    model.compile(optimizer=keras.optimizers.Adam(hp.Choice('lr', [1e-2, 1e-3])), loss='mse')
    return model

tuner = kt.Hyperband(model_builder, objective='val_accuracy', max_epochs=10)
`,
    file: ['sequential.tuned dense 352', 'sequential.fixed dense 48'],
    layers: ['tuned linear ? = sequential.tuned', 'fixed linear 48 = sequential.fixed', 'logits linear 10 ='],
  },
  {
    title: 'TensorFlow.js with options that are spread',
    language: 'typescript',
    text: `
import * as tf from '@tensorflow/tfjs-node';

interface ModelOptions {
  hiddenUnits?: number[];
  learningRate?: number;
}

const defaults: Required<ModelOptions> = { hiddenUnits: [56, 28], learningRate: 1e-3 };
const shared = { activation: 'relu', kernelInitializer: 'heNormal' } as const;

export function createModel(options: ModelOptions = {}): tf.Sequential {
  const { hiddenUnits, learningRate } = { ...defaults, ...options };
  const model = tf.sequential();
  hiddenUnits.forEach((units, i) => {
    model.add(tf.layers.dense({ ...shared, units, name: \`hidden_\${i}\`, ...(i === 0 ? { inputShape: [12] } : {}) }));
  });
  model.add(tf.layers.dense({ units: 3, activation: 'softmax', name: 'out' }));
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'categoricalCrossentropy' });
  return model;
}
`,
    file: ['hidden_0 dense 56', 'hidden_1 dense 28'],
    layers: ['hidden_0 linear 56 = hidden_0', 'hidden_1 linear 28 = hidden_1', 'out linear 3 ='],
  },
  {
    title: 'TensorFlow.js convolutions by a helper and a chain of apply',
    language: 'javascript',
    text: `
import * as tf from '@tensorflow/tfjs';

const convBlock = (x, filters, name) => {
  let y = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false, name: \`\${name}_conv\` }).apply(x);
  y = tf.layers.batchNormalization({ name: name + '_bn' }).apply(y);
  return tf.layers.activation({ activation: 'relu' }).apply(y);
};

export class Recogniser {
  constructor({ width = 8, classes = 4 } = {}) {
    this.width = width;
    this.classes = classes;
    this.model = this.build();
  }

  build() {
    const input = tf.input({ shape: [32, 32, 1] });
    let x = input;
    for (const [i, factor] of [1, 2, 4].entries()) {
      x = convBlock(x, this.width * factor, 'stage' + i);
      x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x);
    }
    x = tf.layers.flatten().apply(x);
    const output = tf.layers.dense({ units: this.classes, name: 'answers' }).apply(x);
    return tf.model({ inputs: input, outputs: output });
  }
}
const recogniser = new Recogniser();
`,
    file: ['stage0_conv conv 8', 'stage1_conv conv 16', 'stage2_conv conv 32'],
    layers: [
      'stage0_conv conv 8 = stage0_conv',
      'stage1_conv conv 16 = stage1_conv',
      'stage2_conv conv 32 = stage2_conv',
      'answers linear 4 =',
    ],
  },
  {
    title: 'Flax with a list in setup',
    text: `
from typing import Callable, Sequence
import jax
import jax.numpy as jnp
from flax import linen as nn

class ExplicitMLP(nn.Module):
    features: Sequence[int] = (44, 33, 7)
    act: Callable = nn.relu

    def setup(self):
        # we automatically know what to do with lists, dicts of submodules
        self.layers = [nn.Dense(feat) for feat in self.features]
        # for single submodules, we would just write:
        # self.layer1 = nn.Dense(feat1)

    def __call__(self, inputs):
        x = inputs
        for i, lyr in enumerate(self.layers):
            x = lyr(x)
            if i != len(self.layers) - 1:
                x = self.act(x)
        return x
`,
    file: ['params.layers_0 dense 44', 'params.layers_1 dense 33'],
    layers: [
      'layers_0 linear 44 = params.layers_0',
      'layers_1 linear 33 = params.layers_1',
      'layers_2 linear 7 =',
    ],
  },
  {
    title: 'Flax residual blocks whose convolution is handed on as a partial',
    text: `
from functools import partial
from typing import Any, Callable, Sequence, Tuple
from flax import linen as nn
import jax.numpy as jnp

ModuleDef = Any

class ResNetBlock(nn.Module):
    """ResNet block."""
    filters: int
    conv: ModuleDef
    norm: ModuleDef
    act: Callable
    strides: Tuple[int, int] = (1, 1)

    @nn.compact
    def __call__(self, x):
        residual = x
        y = self.conv(self.filters, (3, 3), self.strides)(x)
        y = self.norm()(y)
        y = self.act(y)
        y = self.conv(self.filters, (3, 3))(y)
        y = self.norm(scale_init=nn.initializers.zeros_init())(y)

        if residual.shape != y.shape:
            residual = self.conv(self.filters, (1, 1), self.strides, name='conv_proj')(residual)
            residual = self.norm(name='norm_proj')(residual)

        return self.act(residual + y)

class ResNet(nn.Module):
    stage_sizes: Sequence[int]
    num_classes: int
    num_filters: int = 16
    dtype: Any = jnp.float32
    act: Callable = nn.relu

    @nn.compact
    def __call__(self, x, train: bool = True):
        conv = partial(nn.Conv, use_bias=False, dtype=self.dtype)
        norm = partial(nn.BatchNorm, use_running_average=not train, momentum=0.9)
        x = conv(self.num_filters, (7, 7), (2, 2), name='conv_init')(x)
        x = norm(name='bn_init')(x)
        x = nn.relu(x)
        for i, block_size in enumerate(self.stage_sizes):
            for j in range(block_size):
                x = ResNetBlock(self.num_filters, conv=conv, norm=norm, act=self.act)(x)
        x = jnp.mean(x, axis=(1, 2))
        x = nn.Dense(self.num_classes, dtype=self.dtype, name='head')(x)
        return jnp.asarray(x, self.dtype)

ResNet4 = partial(ResNet, stage_sizes=[1, 1])
model = ResNet(stage_sizes=[1, 1], num_classes=10)
`,
    model: 'ResNet',
    file: [
      'conv_init conv 16',
      'ResNetBlock_0.Conv_0 conv 16',
      'ResNetBlock_0 residual 16 ResNetBlock_0.Conv_1',
      'ResNetBlock_1.Conv_0 conv 16',
      'ResNetBlock_1 residual 16 ResNetBlock_1.Conv_1',
    ],
    layers: [
      'conv_init conv 16 = conv_init',
      'ResNetBlock_0.Conv_0 conv 16 = ResNetBlock_0.Conv_0',
      'ResNetBlock_0.conv_proj conv 16 =',
      'ResNetBlock_0.Conv_1 conv 16 = ResNetBlock_0',
      'ResNetBlock_1.Conv_0 conv 16 = ResNetBlock_1.Conv_0',
      'ResNetBlock_1.conv_proj conv 16 =',
      'ResNetBlock_1.Conv_1 conv 16 = ResNetBlock_1',
      'head linear 10 =',
    ],
  },
  {
    title: 'a notebook of PyTorch with magics of cells and lines, and shell output in a variable',
    text: [
      '%load_ext autoreload\n%autoreload 2\nimport torch, torch.nn as nn, torch.nn.functional as F\nfrom torchvision import datasets, transforms',
      '!nvidia-smi\nfiles = !ls *.pt\nprint(files)',
      '# Hyperparameters\nBATCH, HIDDEN, N_CLASSES = 64, 120, 10\ndevice = "cuda" if torch.cuda.is_available() else "cpu"',
      `class ConvNet(nn.Module):
    def __init__(self):
        super(ConvNet, self).__init__()
        self.conv_layer = nn.Sequential(
            nn.Conv2d(1, 10, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(10, 20, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.fc_layer = nn.Sequential(
            nn.Linear(320, HIDDEN), nn.ReLU(), nn.Dropout(.5),
            nn.Linear(HIDDEN, N_CLASSES))
    def forward(self, x):
        out = self.conv_layer(x)
        out = out.view(BATCH, -1)
        return F.log_softmax(self.fc_layer(out), dim=1)
`,
      `%%time
model = ConvNet().to(device)
%timeit -n1 model(torch.zeros(BATCH, 1, 28, 28).to(device))
model??`,
      '%%bash\nfor f in *.pt; do echo $f; done',
      'for epoch in range(3):\n    %time train(epoch)',
    ],
    file: ['conv_layer.0 conv 10', 'conv_layer.3 conv 20', 'fc_layer.0 dense 120'],
    layers: [
      'conv_layer.0 conv 10 = conv_layer.0',
      'conv_layer.3 conv 20 = conv_layer.3',
      'fc_layer.0 linear 120 = fc_layer.0',
      'fc_layer.3 linear 10 =',
    ],
  },
  {
    title: 'a notebook of Keras that makes its model in a scope, twice',
    text: [
      '%%capture\n!pip install -q tensorflow\nimport tensorflow as tf\nfrom tensorflow.keras import layers, Sequential',
      'strategy = tf.distribute.MirroredStrategy()',
      `with strategy.scope():
    model = Sequential([
        layers.InputLayer(input_shape=(100,)),
        layers.Dense(80, activation='relu', name='wide'),
        layers.Dense(8, name='answers'),
    ])
    model.compile('adam', tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))`,
      'history = model.fit(ds, epochs=5)\npd.DataFrame(history.history).plot()',
      `# deeper
with strategy.scope():
    deeper = Sequential([
        layers.InputLayer(input_shape=(100,)),
        *[layers.Dense(80, activation='relu', name=f'deep_{k}') for k in range(2)],
        layers.Dense(8, name='answers'),
    ])`,
    ],
    model: 'deeper',
    file: ['deep_0 dense 80', 'deep_1 dense 80'],
    layers: ['deep_0 linear 80 = deep_0', 'deep_1 linear 80 = deep_1', 'answers linear 8 ='],
  },
  {
    title: 'a classifier on a backbone that a library brings',
    text: `
import torch
import torch.nn as nn
from torchvision import models

class FineTuned(nn.Module):
    def __init__(self, n_classes=3, pretrained=True):
        super().__init__()
        self.backbone = models.resnet18(weights=models.ResNet18_Weights.DEFAULT if pretrained else None)
        in_features = self.backbone.fc.in_features
        self.backbone.fc = nn.Identity()
        self.classifier = nn.Sequential(
            nn.Linear(in_features, 90),
            nn.ReLU(),
            nn.Dropout(0.4),
            nn.Linear(90, 45),
            nn.ReLU(),
            nn.Linear(45, n_classes),
        )

    def forward(self, x):
        return self.classifier(self.backbone(x))
`,
    file: [
      'backbone.conv1 conv 64',
      'backbone.layer1.0.conv1 conv 64',
      'backbone.layer1.0 residual 64 backbone.layer1.0.conv2',
      'classifier.0 dense 90',
      'classifier.3 dense 45',
    ],
    layers: [
      'classifier.0 linear 90 = classifier.0',
      'classifier.3 linear 45 = classifier.3',
      'classifier.5 linear 3 =',
    ],
  },
];
