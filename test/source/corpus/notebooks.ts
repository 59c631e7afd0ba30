import type { CorpusCase } from './corpusCase.js';

export const notebooks: readonly CorpusCase[] = [
  {
    title: 'imports in one cell and the class in another',
    text: [
      '%matplotlib inline\n!pip install torch\nimport torch\nfrom torch import nn',
      'HIDDEN = 64',
      `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, HIDDEN)
        self.fc2 = nn.Linear(HIDDEN, 10)
    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))`,
      'net = Net()\nnet',
    ],
    file: ['fc1 dense 64'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 10 ='],
  },
  {
    title: 'a Keras model that several cells add to',
    text: [
      'import tensorflow as tf\nfrom tensorflow.keras.layers import Dense',
      'model = tf.keras.Sequential()',
      'model.add(Dense(40, activation="relu", name="one"))',
      'model.add(Dense(30, activation="relu", name="two"))\nmodel.summary()',
      'model.add(Dense(2, name="three"))',
      '?model',
    ],
    file: ['one dense 40', 'two dense 30'],
    layers: ['one linear 40 = one', 'two linear 30 = two', 'three linear 2 ='],
  },
  {
    title: 'a cell that is broken beside one that is not',
    text: [
      'import torch.nn as nn',
      'plt.plot(losses[',
      'net = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))',
      'for epoch in range(',
    ],
    file: ['0 dense 16'],
    layers: ['0 linear 16 = 0', '2 linear 3 ='],
  },
];
