import type { CorpusCase } from './corpusCase.js';

const mlpFile = ['fc1 dense 64', 'fc2 dense 32'];
const mlpLayers = ['fc1 linear 64 = fc1', 'fc2 linear 32 = fc2', 'fc3 linear 10 ='];

export const pytorchClasses: readonly CorpusCase[] = [
  {
    title: 'a plain perceptron',
    text: `
import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 32)
        self.fc3 = nn.Linear(32, 10)

    def forward(self, x):
        x = x.view(-1, 784)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return F.log_softmax(self.fc3(x), dim=1)
`,
    file: mlpFile,
    layers: mlpLayers,
  },
  {
    title: 'imports under other names',
    text: `
from torch.nn import Linear as Lin, Module as Base, ReLU
class Net(Base):
    def __init__(self, *args, **kwargs):
        super().__init__()
        self.fc1: Lin = Lin(784, 64); self.act = ReLU()
        self.fc2, self.fc3 = Lin(64, 32), Lin(32, 10)
    def forward(self, x):
        return self.fc3(self.act(self.fc2(self.act(self.fc1(x)))))
`,
    file: mlpFile,
    layers: mlpLayers,
  },
  {
    title: 'full paths and keyword arguments',
    text: `
import torch
class Net(torch.nn.Module):
    def __init__(self):
        torch.nn.Module.__init__(self)
        self.fc1 = torch.nn.Linear(in_features=784, out_features=64, bias=True)
        self.fc2 = torch.nn.Linear(out_features=32, in_features=64)
        self.fc3 = torch.nn.modules.Linear(32, 10)
    def forward(self, images):
        hidden = torch.relu(self.fc1(images.flatten(1)))
        hidden = self.fc2(hidden).relu()
        return self.fc3(hidden)
`,
    file: mlpFile,
    layers: mlpLayers,
  },
  {
    title: 'layers defined in another order than they are used in, exported without names',
    text: `
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(32, 10)
        self.second = nn.Linear(64, 32)
        self.first = nn.Linear(784, 64)
    def forward(self, x):
        x = nn.functional.gelu(self.first(x))
        x = nn.functional.gelu(self.second(x))
        return self.last(x)
`,
    file: ['Gemm1 dense 64', 'Gemm2 dense 32'],
    layers: ['first linear 64 = Gemm1', 'second linear 32 = Gemm2', 'last linear 10 ='],
  },
  {
    title: 'widths that stand in constants above',
    text: `
import torch.nn as nn
INPUT = 28 * 28
HIDDEN, CLASSES = 64, 10
class Net(nn.Module):
    NARROW = HIDDEN // 2
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(INPUT, HIDDEN)
        self.fc2 = nn.Linear(HIDDEN, self.NARROW)
        self.fc3 = nn.Linear(self.NARROW, CLASSES)
    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(x).tanh()).tanh())
`,
    file: mlpFile,
    layers: mlpLayers,
  },
  {
    title: 'widths that the caller gives',
    text: `
import argparse
import torch.nn as nn
class Net(nn.Module):
    def __init__(self, d_in, hidden=128, n_classes=1000):
        super().__init__()
        self.fc1 = nn.Linear(d_in, hidden)
        self.fc2 = nn.Linear(hidden, hidden // 2)
        self.fc3 = nn.Linear(hidden // 2, n_classes)
    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(x).relu()).relu())
def main():
    args = argparse.ArgumentParser().parse_args()
    net = Net(784, hidden=64, n_classes=10).to(args.device)
    train(net)
if __name__ == '__main__':
    main()
`,
    file: mlpFile,
    layers: mlpLayers,
  },
  {
    title: 'a width that nobody in sight gives, tied by names',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.fc1 = nn.Linear(cfg.inputs, cfg.hidden)
        self.fc2 = nn.Linear(cfg.hidden, 32)
        self.fc3 = nn.Linear(32, 10)
    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(x).relu()).relu())
`,
    file: mlpFile,
    layers: ['fc1 linear ? = fc1', 'fc2 linear 32 = fc2', 'fc3 linear 10 ='],
  },
  {
    title: 'convolutions, and a classifier behind them',
    text: `
import torch
from torch import nn
import torch.nn.functional as F

class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1   = nn.Linear(16*5*5, 120)
        self.fc2   = nn.Linear(120, 84)
        self.fc3   = nn.Linear(84, 10)

    def forward(self, x):
        out = F.relu(self.conv1(x))
        out = F.max_pool2d(out, 2)
        out = F.max_pool2d(F.relu(self.conv2(out)), 2)
        out = out.view(out.size(0), -1)
        out = F.relu(self.fc1(out))
        out = F.relu(self.fc2(out))
        return self.fc3(out)
`,
    file: ['conv1 conv 6', 'conv2 conv 16', 'fc1 dense 120', 'fc2 dense 84'],
    layers: [
      'conv1 conv 6 = conv1',
      'conv2 conv 16 = conv2',
      'fc1 linear 120 = fc1',
      'fc2 linear 84 = fc2',
      'fc3 linear 10 =',
    ],
  },
  {
    title: 'a network in a wrapper whose name the file has',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 64)
        self.fc2 = nn.Linear(64, 32)
        self.fc3 = nn.Linear(32, 10)
    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(x).relu()).relu())
net = nn.DataParallel(Net())
`,
    file: ['module.fc1 dense 64', 'module.fc2 dense 32'],
    layers: ['fc1 linear 64 = module.fc1', 'fc2 linear 32 = module.fc2', 'fc3 linear 10 ='],
  },
  {
    title: 'a part that was exported by itself',
    text: `
import torch.nn as nn
class Wrapper(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 2))
    def forward(self, x):
        return self.net(x)
`,
    file: ['0 dense 64', '2 dense 32'],
    layers: ['net.0 linear 64 = 0', 'net.2 linear 32 = 2', 'net.4 linear 2 ='],
  },
  {
    title: 'a class derived from another of the file',
    text: `
from torch import nn
class Base(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1 = nn.Linear(8, width)
    def forward(self, x):
        return self.head(self.body(self.fc1(x).relu()))
class Small(Base):
    def __init__(self):
        super().__init__(64)
        self.fc2 = nn.Linear(64, 32)
        self.head = nn.Linear(32, 10)
    def body(self, x):
        return self.fc2(x).relu()
`,
    model: 'Small',
    file: mlpFile,
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 32 = fc2', 'head linear 10 ='],
  },
  {
    title: 'a Lightning module',
    text: `
import pytorch_lightning as pl
from torch import nn
class LitMLP(pl.LightningModule):
    def __init__(self, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 32)
        self.fc3 = nn.Linear(32, 10)
    def forward(self, x):
        x = self.fc1(x).relu()
        x = self.fc2(x).relu()
        return self.fc3(x)
    def training_step(self, batch, i):
        x, y = batch
        return nn.functional.cross_entropy(self(x), y)
`,
    file: mlpFile,
    layers: mlpLayers,
  },
  {
    title: 'activations as modules, batch norm, dropout, and an argument that chooses',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self, p: float = 0.5, norm: bool = True):
        super().__init__()
        self.conv = nn.Conv1d(2, 64, kernel_size=3)
        self.norm = nn.BatchNorm1d(64) if norm else nn.Identity()
        self.act = nn.LeakyReLU(0.1, inplace=True)
        self.drop = nn.Dropout(p)
        self.pool = nn.AdaptiveAvgPool1d(1)
        self.fc = nn.Linear(64, 32)
        self.out = nn.Linear(32, 2)
    def forward(self, x):
        x = self.pool(self.drop(self.act(self.norm(self.conv(x)))))
        x = x.squeeze(-1)
        x = self.act(self.fc(x))
        return self.out(x)
`,
    file: ['conv conv 64', 'fc dense 32'],
    layers: ['conv conv 64 = conv', 'fc linear 32 = fc', 'out linear 2 ='],
  },
  {
    title: 'layers that are added under names that are put together',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self, sizes=(784, 64, 32, 10)):
        super().__init__()
        self.depth = len(sizes) - 1
        for i in range(len(sizes) - 1):
            self.add_module(f"fc{i + 1}", nn.Linear(sizes[i], sizes[i + 1]))
    def forward(self, x):
        for i in range(self.depth):
            x = getattr(self, 'fc' + str(i + 1))(x)
            if i + 1 < self.depth:
                x = x.relu()
        return x
net = Net()
`,
    file: mlpFile,
    layers: mlpLayers,
  },
  {
    title: 'lazy layers and transposed convolutions',
    text: `
from torch import nn
class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.lift = nn.LazyLinear(256)
        self.up1 = nn.ConvTranspose2d(16, 8, 4, stride=2)
        self.up2 = nn.LazyConv2d(4, kernel_size=3)
        self.head = nn.Conv2d(4, 1, 1)
    def forward(self, z):
        x = self.lift(z).relu().view(-1, 16, 4, 4)
        x = self.up1(x).relu()
        return self.head(self.up2(x).relu())
`,
    file: ['lift dense 256', 'up1 conv 8', 'up2 conv 4'],
    layers: ['lift linear 256 = lift', 'up1 conv 8 = up1', 'up2 conv 4 = up2', 'head conv 1 ='],
  },
  {
    title: 'two networks in one file',
    text: `
import torch.nn as nn
class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(16, 128)
        self.fc2 = nn.Linear(128, 784)
    def forward(self, z):
        return self.fc2(self.fc1(z).relu()).tanh()

class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 32)
        self.fc3 = nn.Linear(32, 1)
    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(x).relu()).relu())
`,
    model: 'Critic',
    file: mlpFile,
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 32 = fc2', 'fc3 linear 1 ='],
  },
  {
    title: 'weights shared by two uses',
    text: `
import torch, torch.nn as nn
class Twins(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Linear(10, 64)
        self.mix = nn.Linear(128, 32)
        self.out = nn.Linear(32, 1)
    def forward(self, a, b):
        a, b = self.embed(a).relu(), self.embed(b).relu()
        return self.out(self.mix(torch.cat([a, b], dim=-1)).relu())
`,
    file: ['embed dense 64 embed', 'Gemm2 dense 64 embed', 'mix dense 32'],
    layers: ['embed linear 64 = embed', 'mix linear 32 = mix', 'out linear 1 ='],
  },
];
