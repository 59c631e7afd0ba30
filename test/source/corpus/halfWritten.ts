import type { CorpusCase } from './corpusCase.js';

/** Text that someone is writing: brackets that stand open, statements without an end, odd layout. */
export const halfWritten: readonly CorpusCase[] = [
  {
    title: 'an argument list that stands open',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64
        self.fc2 = nn.Linear(64, 32)
        self.fc3 = nn.Linear(32, 10)
    def forward(self, x):
        x = self.fc1(x).relu()
        x = self.fc2(x).relu()
        return self.fc3(x)
`,
    file: ['fc1 dense 64', 'fc2 dense 32'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 32 = fc2', 'fc3 linear 10 ='],
  },
  {
    title: 'a layer that is just begun',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(
    def forward(self, x):
        x = self.fc1(x).relu()
        return self.fc2(x)
`,
    file: ['fc1 dense 64', 'fc2 dense 32'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear ? = fc2'],
  },
  {
    title: 'a file that ends in the middle',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 32)
        self.`,
    file: ['fc1 dense 64', 'fc2 dense 32'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 32 = fc2'],
  },
  {
    title: 'a Sequential whose list stands open',
    text: `
from torch import nn
model = nn.Sequential(
    nn.Linear(10, 20),
    nn.ReLU(),
    nn.Linear(20, 5),

def train(model):
    pass
`,
    file: ['0 dense 20'],
    layers: ['0 linear 20 = 0', '2 linear 5 ='],
  },
  {
    title: 'a forward pass that breaks off',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 32)
        self.fc3 = nn.Linear(32, 10)
    def forward(self, x):
        x = self.fc1(x).relu(
        x = 
`,
    file: ['fc1 dense 64', 'fc2 dense 32'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 32 = fc2', 'fc3 linear 10 ='],
  },
  {
    title: 'a string that stands open above',
    text: `
import torch.nn as nn
NAME = "digits
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 10)
    def forward(self, x):
        return self.fc2(self.fc1(x).relu())
`,
    file: ['fc1 dense 64'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 10 ='],
  },
  {
    title: 'code that was commented out, and strings that look like code',
    text: `
import torch.nn as nn
class Net(nn.Module):
    """
    self.fc0 = nn.Linear(1, 1)
    """
    def __init__(self):
        super().__init__()
        # self.fc1 = nn.Linear(784, 512)
        self.fc1 = nn.Linear(784, 64)  # was: nn.Linear(784, 128)
        hint = "self.fc9 = nn.Linear(3, 4)"
        self.fc2 = nn.Linear(64, 10)
    def forward(self, x):
        return self.fc2(self.fc1(x).relu())
`,
    file: ['fc1 dense 64'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 10 ='],
  },
  {
    title: 'definitions over many lines, with tabs and without spaces',
    text: `
import torch.nn as nn
class Net( nn.Module ) :
\tdef __init__( self ) :
\t\tsuper( ).__init__( )
\t\tself . fc1=nn . Linear(
\t\t\t784
\t\t\t,
\t\t\t64 ,
\t\t)
\t\tself.fc2 = \\
\t\t\tnn.Linear(64,10)
\tdef forward( self , x ) : return self.fc2( self.fc1( x ).relu( ) )
`,
    file: ['fc1 dense 64'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 10 ='],
  },
  {
    title: 'TypeScript with an object that stands open',
    language: 'typescript',
    text: `
import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.dense({ units: 50, name: 'one'
model.add(tf.layers.dense({ units: 25, name: 'two' }));
model.add(tf.layers.dense({ units: 5, name: 'three' }));
`,
    file: ['one dense 50', 'two dense 25'],
    layers: ['one linear 50 = one', 'two linear 25 = two', 'three linear 5 ='],
  },
  {
    title: 'Keras with a layer that is just begun',
    text: `
from tensorflow import keras
model = keras.Sequential()
model.add(keras.layers.Dense(50, name="one"))
model.add(keras.layers.
model.add(keras.layers.Dense(5, name="two"))
`,
    file: ['one dense 50'],
    layers: ['one linear 50 = one', 'two linear 5 ='],
  },
  {
    title: 'nothing imported yet',
    text: `
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 10)
    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x)))
`,
    file: ['fc1 dense 64'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 10 ='],
  },
  {
    title: 'a merge that left its marks',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
<<<<<<< HEAD
        self.fc1 = nn.Linear(784, 64)
=======
>>>>>>> other
        self.fc2 = nn.Linear(64, 10)
    def forward(self, x):
        return self.fc2(self.fc1(x).relu())
`,
    file: ['fc1 dense 64'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 10 ='],
  },
];
