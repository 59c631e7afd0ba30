import type { CorpusCase } from './corpusCase.js';

export const pytorchContainers: readonly CorpusCase[] = [
  {
    title: 'a Sequential in a variable',
    text: `
from torch import nn
model = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, 128),   # first
    nn.ReLU(),
    nn.Linear(128, 64),
    nn.ReLU(),
    nn.Linear(64, 10),
)
`,
    file: ['1 dense 128', '3 dense 64'],
    layers: ['1 linear 128 = 1', '3 linear 64 = 3', '5 linear 10 ='],
  },
  {
    title: 'a Sequential with names',
    text: `
import torch.nn as nn
from collections import OrderedDict
net = nn.Sequential(OrderedDict([
    ('conv1', nn.Conv2d(1, 20, 5)), ('relu1', nn.ReLU()),
    ('conv2', nn.Conv2d(20, 64, 5)), ('relu2', nn.ReLU()),
    ('flat', nn.Flatten()),
    ('out', nn.Linear(64 * 400, 10)),
]))
`,
    file: ['conv1 conv 20', 'conv2 conv 64'],
    layers: ['conv1 conv 20 = conv1', 'conv2 conv 64 = conv2', 'out linear 10 ='],
  },
  {
    title: 'a Sequential of a dict',
    text: `
import collections, torch
seq = torch.nn.Sequential(collections.OrderedDict({
    "enc": torch.nn.Linear(8, 6),
    "act": torch.nn.SiLU(),
    "dec": torch.nn.Linear(6, 8)}))
`,
    file: ['enc dense 6'],
    layers: ['enc linear 6 = enc', 'dec linear 8 ='],
  },
  {
    title: 'Sequentials in a class',
    text: `
import torch.nn as nn
class AlexNet(nn.Module):
    def __init__(self, num_classes: int = 1000) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 64, kernel_size=11, stride=4, padding=2),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(kernel_size=3, stride=2),
            nn.Conv2d(64, 192, kernel_size=5, padding=2),
            nn.ReLU(inplace=True),
        )
        self.avgpool = nn.AdaptiveAvgPool2d((6, 6))
        self.classifier = nn.Sequential(
            nn.Dropout(), nn.Linear(192 * 6 * 6, 4096), nn.ReLU(inplace=True),
            nn.Linear(4096, num_classes))

    def forward(self, x):
        x = self.features(x)
        x = self.avgpool(x)
        return self.classifier(x.flatten(1))
`,
    file: ['features.0 conv 64', 'features.3 conv 192', 'classifier.1 dense 4096'],
    layers: [
      'features.0 conv 64 = features.0',
      'features.3 conv 192 = features.3',
      'classifier.1 linear 4096 = classifier.1',
      'classifier.3 linear 1000 =',
    ],
  },
  {
    title: 'a ModuleList made by a comprehension',
    text: `
import torch, torch.nn as nn
class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [784, 256, 128, 10]
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])])
    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)
`,
    file: ['layers.0 dense 256', 'layers.1 dense 128'],
    layers: ['layers.0 linear 256 = layers.0', 'layers.1 linear 128 = layers.1', 'layers.2 linear 10 ='],
  },
  {
    title: 'a ModuleList that is appended to',
    text: `
import torch.nn as nn
class MLP(nn.Module):
    def __init__(self, hidden=[256, 128]):
        super().__init__()
        self.blocks = nn.ModuleList()
        width = 784
        for h in hidden:
            self.blocks.append(nn.Sequential(nn.Linear(width, h), nn.ReLU()))
            width = h
        self.head = nn.Linear(width, 10)
    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x)
model = MLP()
`,
    file: ['blocks.0.0 dense 256', 'blocks.1.0 dense 128'],
    layers: ['blocks.0.0 linear 256 = blocks.0.0', 'blocks.1.0 linear 128 = blocks.1.0', 'head linear 10 ='],
  },
  {
    title: 'a ModuleDict',
    text: `
import torch.nn as nn
class Multi(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleDict({'stem': nn.Conv2d(3, 8, 3), 'body': nn.Conv2d(8, 16, 3)})
        self.parts["neck"] = nn.Linear(16, 32)
        self.head = nn.Linear(32, 2)
    def forward(self, x):
        x = self.parts['stem'](x).relu()
        x = self.parts['body'](x).relu().mean((2, 3))
        return self.head(self.parts['neck'](x).relu())
`,
    file: ['parts.stem conv 8', 'parts.body conv 16', 'parts.neck dense 32'],
    layers: [
      'parts.stem conv 8 = parts.stem',
      'parts.body conv 16 = parts.body',
      'parts.neck linear 32 = parts.neck',
      'head linear 2 =',
    ],
  },
  {
    title: 'a list of settings that a loop makes layers of',
    text: `
import torch.nn as nn
cfg = {'A': [64, 'M', 128, 'M'], 'B': [64, 64, 'M']}
class VGG(nn.Module):
    def __init__(self, name='A'):
        super(VGG, self).__init__()
        self.features = self._make_layers(cfg[name])
        self.classifier = nn.Linear(128, 10)
    def forward(self, x):
        out = self.features(x)
        out = out.view(out.size(0), -1)
        return self.classifier(out)
    def _make_layers(self, cfg):
        layers = []
        in_channels = 3
        for x in cfg:
            if x == 'M':
                layers += [nn.MaxPool2d(kernel_size=2, stride=2)]
            else:
                layers += [nn.Conv2d(in_channels, x, kernel_size=3, padding=1),
                           nn.BatchNorm2d(x),
                           nn.ReLU(inplace=True)]
                in_channels = x
        layers += [nn.AvgPool2d(kernel_size=1, stride=1)]
        return nn.Sequential(*layers)
`,
    file: ['features.0 conv 64', 'features.4 conv 128'],
    layers: ['features.0 conv 64 = features.0', 'features.4 conv 128 = features.4', 'classifier linear 10 ='],
  },
  {
    title: 'a residual network with blocks of its own',
    text: `
import torch.nn as nn
import torch.nn.functional as F
class Block(nn.Module):
    def __init__(self, cin, cout, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(cout)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(cout)
        self.downsample = None
        if stride != 1 or cin != cout:
            self.downsample = nn.Sequential(nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout))
    def forward(self, x):
        identity = x
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.downsample is not None:
            identity = self.downsample(x)
        out += identity
        return F.relu(out)
class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1)
        self.layer1 = nn.Sequential(Block(16, 16))
        self.layer2 = nn.Sequential(Block(16, 32, stride=2))
        self.fc = nn.Linear(32, 10)
    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = self.layer2(self.layer1(x))
        x = F.adaptive_avg_pool2d(x, 1).flatten(1)
        return self.fc(x)
`,
    model: 'ResNet',
    file: [
      'conv1 conv 16',
      'layer1.0.conv1 conv 16',
      'layer1.0 residual 16 layer1.0.conv2',
      'layer2.0.conv1 conv 32',
      'layer2.0 residual 32 layer2.0.conv2 layer2.0.downsample.0',
    ],
    layers: [
      'conv1 conv 16 = conv1',
      'layer1.0.conv1 conv 16 = layer1.0.conv1',
      'layer1.0.conv2 conv 16 = layer1.0',
      'layer2.0.conv1 conv 32 = layer2.0.conv1',
      'layer2.0.conv2 conv 32 = layer2.0',
      'layer2.0.downsample.0 conv 32 = layer2.0',
      'fc linear 10 =',
    ],
  },
  {
    title: 'one class that several functions make networks of',
    text: `
import torch.nn as nn
class Wide(nn.Module):
    def __init__(self, inp, out):
        super().__init__()
        self.lin = nn.Linear(inp, out)
    def forward(self, x):
        return self.lin(x).relu()
class Stack(nn.Module):
    def __init__(self, block, widths):
        super().__init__()
        blocks = []
        for a, b in zip(widths, widths[1:]):
            blocks.append(block(a, b))
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Linear(widths[-1], 10)
    def forward(self, x):
        return self.head(self.blocks(x))
def small():
    return Stack(Wide, [8, 16])
def large():
    return Stack(Wide, [8, 16, 32])
`,
    model: 'Stack',
    file: ['blocks.0.lin dense 16', 'blocks.1.lin dense 32'],
    layers: [
      'blocks.0.lin linear 16 = blocks.0.lin',
      'blocks.1.lin linear 32 = blocks.1.lin',
      'head linear 10 =',
    ],
  },
  {
    title: 'a residual network exported without names',
    text: `
from torch import nn
class Res(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.a = nn.Linear(width, width)
        self.b = nn.Linear(width, width)
    def forward(self, x):
        return (x + self.b(self.a(x).relu())).relu()
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(8, 32)
        self.res = nn.Sequential(*[Res(32) for _ in range(2)])
        self.head = nn.Linear(32, 3)
    def forward(self, x):
        return self.head(self.res(self.stem(x).relu()))
`,
    model: 'Net',
    file: ['Gemm1 dense 32', 'Gemm2 dense 32', 'Add3 residual 32', 'Gemm4 dense 32', 'Add5 residual 32'],
    layers: [
      'stem linear 32 = Gemm1',
      'res.0.a linear 32 = Gemm2',
      'res.0.b linear 32 = Add3',
      'res.1.a linear 32 = Gemm4',
      'res.1.b linear 32 = Add5',
      'head linear 3 =',
    ],
  },
  {
    title: 'a block that is derived from Sequential',
    text: `
from torch import nn
class ConvBNReLU(nn.Sequential):
    def __init__(self, cin, cout, k=3):
        super(ConvBNReLU, self).__init__(
            nn.Conv2d(cin, cout, k, padding=k // 2, bias=False),
            nn.BatchNorm2d(cout),
            nn.ReLU6(inplace=True))
class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = ConvBNReLU(3, 8)
        self.body = ConvBNReLU(8, 24, k=5)
        self.fc = nn.Linear(24, 5)
    def forward(self, x):
        return self.fc(self.body(self.stem(x)).mean([2, 3]))
`,
    model: 'Small',
    file: ['stem.0 conv 8', 'body.0 conv 24'],
    layers: ['stem.0 conv 8 = stem.0', 'body.0 conv 24 = body.0', 'fc linear 5 ='],
  },
  {
    title: 'a function that makes a part',
    text: `
import torch.nn as nn
def conv_bn(cin, cout, stride=1):
    return nn.Sequential(nn.Conv2d(cin, cout, 3, stride, 1), nn.BatchNorm2d(cout), nn.ReLU())
def build(classes=10):
    return nn.Sequential(conv_bn(3, 16), conv_bn(16, 40, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(40, classes))
net = build()
`,
    file: ['0.0 conv 16', '1.0 conv 40'],
    layers: ['0.0 conv 16 = 0.0', '1.0 conv 40 = 1.0', '4 linear 10 ='],
  },
  {
    title: 'a spectral norm around a layer, and aliases of classes',
    text: `
import torch.nn as nn
from torch.nn.utils import spectral_norm as sn
Conv, Dense = nn.Conv2d, nn.Linear
class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = sn(Conv(3, 12, 3))
        self.c2 = sn(Conv(12, 24, 3))
        self.head = sn(Dense(24, 1))
    def forward(self, x):
        x = nn.functional.leaky_relu(self.c1(x), .2)
        x = nn.functional.leaky_relu(self.c2(x), .2)
        return self.head(x.sum(dim=(2, 3)))
`,
    file: ['c1 conv 12', 'c2 conv 24'],
    layers: ['c1 conv 12 = c1', 'c2 conv 24 = c2', 'head linear 1 ='],
  },
  {
    title: 'a Sequential that is appended to outside of any class',
    text: `
import torch.nn as nn
model = nn.Sequential()
model.add_module('hidden', nn.Linear(4, 12))
model.add_module('act', nn.Sigmoid())
model.add_module('out', nn.Linear(12, 3))
`,
    file: ['hidden dense 12'],
    layers: ['hidden linear 12 = hidden', 'out linear 3 ='],
  },
  {
    title: 'branches that are joined side by side',
    text: `
import torch
from torch import nn
class Inception(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 8, 3)
        self.b1 = nn.Conv2d(8, 4, 1)
        self.b3 = nn.Conv2d(8, 6, 3, padding=1)
        self.fc = nn.Linear(10, 2)
    def forward(self, x):
        x = self.stem(x).relu()
        x = torch.cat([self.b1(x).relu(), self.b3(x).relu()], 1)
        return self.fc(x.mean((2, 3)))
`,
    file: ['stem conv 8', 'b1 conv 4', 'b3 conv 6'],
    layers: ['stem conv 8 = stem', 'b1 conv 4 = b1', 'b3 conv 6 = b3', 'fc linear 2 ='],
  },
];
