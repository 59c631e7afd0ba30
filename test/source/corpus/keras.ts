import type { CorpusCase } from './corpusCase.js';

export const keras: readonly CorpusCase[] = [
  {
    title: 'a Sequential of named layers',
    text: `
from tensorflow import keras
from tensorflow.keras import layers

model = keras.Sequential([
    keras.Input(shape=(784,)),
    layers.Dense(128, activation="relu", name="h1"),
    layers.Dropout(0.2),
    layers.Dense(64, activation="relu", name="h2"),
    layers.Dense(10, activation="softmax", name="out"),
])
`,
    file: ['sequential.h1 dense 128', 'sequential.h2 dense 64'],
    layers: ['h1 linear 128 = sequential.h1', 'h2 linear 64 = sequential.h2', 'out linear 10 ='],
  },
  {
    title: 'a Sequential of layers without names',
    text: `
import tensorflow as tf
model = tf.keras.models.Sequential([
  tf.keras.layers.Flatten(input_shape=(28, 28)),
  tf.keras.layers.Dense(128, activation='relu'),
  tf.keras.layers.Dense(64, 'relu'),
  tf.keras.layers.Dense(10)
])
`,
    file: ['sequential_3.dense_9 dense 128', 'sequential_3.dense_10 dense 64'],
    layers: ['1 linear 128 = sequential_3.dense_9', '2 linear 64 = sequential_3.dense_10', '3 linear 10 ='],
  },
  {
    title: 'model.add, one layer a line',
    text: `
from keras.models import Sequential
from keras.layers import Dense, Conv2D, MaxPooling2D, Flatten
model = Sequential()
model.add(Conv2D(32, kernel_size=(3, 3), activation='relu', input_shape=(28, 28, 1)))
model.add(Conv2D(64, (3, 3), activation='relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(128, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam')
`,
    file: ['sequential.conv2d conv 32', 'sequential.conv2d_1 conv 64', 'sequential.dense dense 128'],
    layers: [
      '0 conv 32 = sequential.conv2d',
      '1 conv 64 = sequential.conv2d_1',
      '4 linear 128 = sequential.dense',
      '5 linear 10 =',
    ],
  },
  {
    title: 'the functional way',
    text: `
import keras
from keras import layers as L
inputs = keras.Input(shape=(32,), name="in")
x = L.Dense(64, activation="relu", name="first")(inputs)
x = L.Dense(48, name="second")(x)
x = L.BatchNormalization()(x)
x = L.Activation("relu")(x)
outputs = L.Dense(5, name="answers")(x)
model = keras.Model(inputs=inputs, outputs=outputs, name="net")
`,
    file: ['net.first dense 64', 'net.second dense 48'],
    layers: ['first linear 64 = net.first', 'second linear 48 = net.second', 'answers linear 5 ='],
  },
  {
    title: 'a residual sum in the functional way',
    text: `
from tensorflow.keras.layers import Input, Dense, Add, ReLU
from tensorflow.keras.models import Model
def make(width=24):
    inp = Input((8,))
    stem = Dense(24, activation='relu', name='stem')(inp)
    y = Dense(24, activation='relu', name='a')(stem)
    y = Dense(24, name='b')(y)
    y = ReLU()(Add()([stem, y]))
    return Model(inp, Dense(3, name='head')(y))
`,
    file: ['stem dense 24', 'a dense 24', 'b residual 24 b'],
    layers: ['stem linear 24 = stem', 'a linear 24 = a', 'b linear 24 = b', 'head linear 3 ='],
  },
  {
    title: 'a subclassed model',
    text: `
import tensorflow as tf
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = tf.keras.layers.Conv2D(16, 3, activation='relu')
        self.flat = tf.keras.layers.Flatten()
        self.d1 = tf.keras.layers.Dense(20, activation='relu')
        self.d2 = tf.keras.layers.Dense(10)
    def call(self, x, training=False):
        x = self.conv(x)
        x = self.flat(x)
        x = self.d1(x)
        return self.d2(x)
`,
    file: ['net.conv2d conv 16', 'net.dense dense 20'],
    layers: ['conv conv 16 = net.conv2d', 'd1 linear 20 = net.dense', 'd2 linear 10 ='],
  },
  {
    title: 'a list of layers that is built up',
    text: `
import tensorflow as tf
K = tf.keras
hidden = (300, 100)
stack = [K.layers.InputLayer((784,))]
for i, units in enumerate(hidden):
    stack.append(K.layers.Dense(units, activation="selu", name=f"hidden_{i}"))
stack.append(K.layers.Dense(10, name="logits"))
clf = K.Sequential(stack)
`,
    file: ['hidden_0 dense 300', 'hidden_1 dense 100'],
    layers: ['hidden_0 linear 300 = hidden_0', 'hidden_1 linear 100 = hidden_1', 'logits linear 10 ='],
  },
  {
    title: 'a wildcard import and a Sequential with a name',
    text: `
from tensorflow.keras.models import *
from tensorflow.keras.layers import *
autoencoder = Sequential(name="ae", layers=[
    Dense(units=32, activation=LeakyReLU(), name="code", input_dim=100),
    Dense(units=100, name="back"),
])
`,
    file: ['ae.code dense 32'],
    layers: ['code linear 32 = ae.code', 'back linear 100 ='],
  },
  {
    title: 'a model within a model',
    text: `
import keras
from keras import layers
encoder = keras.Sequential([layers.Dense(40, activation="relu", name="enc1"), layers.Dense(20, activation="relu", name="enc2")], name="encoder")
x = keras.Input((80,))
classifier = keras.Model(x, layers.Dense(4, name="top")(encoder(x)))
`,
    model: 'classifier',
    file: ['encoder.enc1 dense 40', 'encoder.enc2 dense 20'],
    layers: ['enc1 linear 40 = encoder.enc1', 'enc2 linear 20 = encoder.enc2', 'top linear 4 ='],
  },
  {
    title: 'a method of a class that is no network',
    text: `
import gym
from keras.models import Sequential
from keras.layers import Dense
class DQNAgent:
    def __init__(self, state_size, action_size):
        self.state_size = state_size
        self.model = self._build_model()
    def _build_model(self):
        model = Sequential()
        model.add(Dense(24, input_dim=self.state_size, activation='relu'))
        model.add(Dense(48, activation='relu'))
        model.add(Dense(self.action_size, activation='linear'))
        return model
agent = DQNAgent(4, 2)
`,
    file: ['dense dense 24', 'dense_1 dense 48'],
    layers: ['0 linear 24 = dense', '1 linear 48 = dense_1', '2 linear ? ='],
  },
  {
    title: 'two models in one file, of which one is meant',
    text: `
from tensorflow import keras
small = keras.Sequential([keras.layers.Dense(16, activation='relu'), keras.layers.Dense(2)])
large = keras.Sequential([keras.layers.Dense(256, activation='relu'), keras.layers.Dense(256, activation='relu'), keras.layers.Dense(2)])
`,
    model: 'large',
    file: ['dense_2 dense 256', 'dense_3 dense 256'],
    layers: ['0 linear 256 = dense_2', '1 linear 256 = dense_3', '2 linear 2 ='],
  },
];
