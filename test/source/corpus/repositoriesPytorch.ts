import type { CorpusCase } from './corpusCase.js';

const residualMlp = `
import torch
from torch import nn

class Mlp(nn.Module):
    def __init__(self, in_features, hidden_features=None, out_features=None, act_layer=nn.GELU, drop=0.):
        super().__init__()
        out_features = out_features or in_features
        hidden_features = hidden_features or in_features
        self.fc1 = nn.Linear(in_features, hidden_features)
        self.act = act_layer()
        self.fc2 = nn.Linear(hidden_features, out_features)
        self.drop = nn.Dropout(drop)

    def forward(self, x):
        x = self.drop(self.act(self.fc1(x)))
        return self.drop(self.fc2(x))

class Block(nn.Module):
    def __init__(self, dim, mlp_ratio=4., norm_layer=nn.LayerNorm):
        super().__init__()
        self.norm = norm_layer(dim)
        self.mlp = Mlp(in_features=dim, hidden_features=int(dim * mlp_ratio))

    def forward(self, x):
        x = x + self.mlp(self.norm(x))
        return x

class ResMLP(nn.Module):
    def __init__(self, img_dim=192, embed_dim=32, depth=2, num_classes=10, mlp_ratio=2.):
        super().__init__()
        self.embed = nn.Sequential(nn.Linear(img_dim, embed_dim), nn.ReLU())
        self.blocks = nn.ModuleList([
            Block(dim=embed_dim, mlp_ratio=mlp_ratio)
            for i in range(depth)])
        self.norm = nn.LayerNorm(embed_dim)
        self.head = nn.Linear(embed_dim, num_classes) if num_classes > 0 else nn.Identity()

    def forward_features(self, x):
        x = self.embed(x)
        for blk in self.blocks:
            x = blk(x)
        return self.norm(x)

    def forward(self, x):
        x = self.forward_features(x)
        x = self.head(x)
        return x
`;

/** PyTorch as it is written in public repositories. These were written before the finder was tried on them. */
export const repositoriesPytorch: readonly CorpusCase[] = [
  {
    title: 'basic blocks with an expansion, a norm layer that is handed on, and functions for each depth',
    text: `
from typing import Any, Callable, List, Optional, Type
import torch
import torch.nn as nn
from torch import Tensor

def conv3x3(in_planes: int, out_planes: int, stride: int = 1, groups: int = 1, dilation: int = 1) -> nn.Conv2d:
    """3x3 convolution with padding"""
    return nn.Conv2d(in_planes, out_planes, kernel_size=3, stride=stride, padding=dilation,
                     groups=groups, bias=False, dilation=dilation)

def conv1x1(in_planes: int, out_planes: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(in_planes, out_planes, kernel_size=1, stride=stride, bias=False)

class BasicBlock(nn.Module):
    expansion: int = 1

    def __init__(self, inplanes: int, planes: int, stride: int = 1, downsample: Optional[nn.Module] = None,
                 norm_layer: Optional[Callable[..., nn.Module]] = None) -> None:
        super().__init__()
        if norm_layer is None:
            norm_layer = nn.BatchNorm2d
        self.conv1 = conv3x3(inplanes, planes, stride)
        self.bn1 = norm_layer(planes)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = conv3x3(planes, planes)
        self.bn2 = norm_layer(planes)
        self.downsample = downsample
        self.stride = stride

    def forward(self, x: Tensor) -> Tensor:
        identity = x

        out = self.conv1(x)
        out = self.bn1(out)
        out = self.relu(out)

        out = self.conv2(out)
        out = self.bn2(out)

        if self.downsample is not None:
            identity = self.downsample(x)

        out += identity
        out = self.relu(out)
        return out

class TinyResNet(nn.Module):
    def __init__(self, block: Type[BasicBlock], layers: List[int], num_classes: int = 100,
                 zero_init_residual: bool = False, norm_layer: Optional[Callable[..., nn.Module]] = None) -> None:
        super().__init__()
        if norm_layer is None:
            norm_layer = nn.BatchNorm2d
        self._norm_layer = norm_layer
        self.inplanes = 24
        self.conv1 = nn.Conv2d(3, self.inplanes, kernel_size=7, stride=2, padding=3, bias=False)
        self.bn1 = norm_layer(self.inplanes)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        self.layer1 = self._make_layer(block, 24, layers[0])
        self.layer2 = self._make_layer(block, 48, layers[1], stride=2)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(48 * block.expansion, num_classes)

        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
            elif isinstance(m, (nn.BatchNorm2d, nn.GroupNorm)):
                nn.init.constant_(m.weight, 1)
                nn.init.constant_(m.bias, 0)
        if zero_init_residual:
            for m in self.modules():
                if isinstance(m, BasicBlock) and m.bn2.weight is not None:
                    nn.init.constant_(m.bn2.weight, 0)

    def _make_layer(self, block: Type[BasicBlock], planes: int, blocks: int, stride: int = 1) -> nn.Sequential:
        norm_layer = self._norm_layer
        downsample = None
        if stride != 1 or self.inplanes != planes * block.expansion:
            downsample = nn.Sequential(
                conv1x1(self.inplanes, planes * block.expansion, stride),
                norm_layer(planes * block.expansion),
            )
        layers = []
        layers.append(block(self.inplanes, planes, stride, downsample, norm_layer=norm_layer))
        self.inplanes = planes * block.expansion
        for _ in range(1, blocks):
            layers.append(block(self.inplanes, planes, norm_layer=norm_layer))
        return nn.Sequential(*layers)

    def _forward_impl(self, x: Tensor) -> Tensor:
        x = self.conv1(x)
        x = self.bn1(x)
        x = self.relu(x)
        x = self.maxpool(x)
        x = self.layer1(x)
        x = self.layer2(x)
        x = self.avgpool(x)
        x = torch.flatten(x, 1)
        return self.fc(x)

    def forward(self, x: Tensor) -> Tensor:
        return self._forward_impl(x)

def _resnet(block: Type[BasicBlock], layers: List[int], **kwargs: Any) -> TinyResNet:
    return TinyResNet(block, layers, **kwargs)

def resnet10(**kwargs: Any) -> TinyResNet:
    return _resnet(BasicBlock, [2, 1], **kwargs)
`,
    model: 'TinyResNet',
    file: [
      'conv1 conv 24',
      'layer1.0.conv1 conv 24',
      'layer1.0 residual 24 layer1.0.conv2',
      'layer1.1.conv1 conv 24',
      'layer1.1 residual 24 layer1.1.conv2',
      'layer2.0.conv1 conv 48',
      'layer2.0 residual 48 layer2.0.conv2 layer2.0.downsample.0',
    ],
    layers: [
      'conv1 conv 24 = conv1',
      'layer1.0.conv1 conv 24 = layer1.0.conv1',
      'layer1.0.conv2 conv 24 = layer1.0',
      'layer1.1.conv1 conv 24 = layer1.1.conv1',
      'layer1.1.conv2 conv 24 = layer1.1',
      'layer2.0.conv1 conv 48 = layer2.0.conv1',
      'layer2.0.conv2 conv 48 = layer2.0',
      'layer2.0.downsample.0 conv 48 = layer2.0',
      'fc linear 100 =',
    ],
  },
  {
    title: 'features that a function makes of a list of widths and hands to the class',
    text: `
from typing import cast, Dict, List, Union
import torch
from torch import nn

cfgs: Dict[str, List[Union[str, int]]] = {
    "A": [32, "M", 64, "M", 128, 128, "M"],
    "B": [32, 32, "M", 64, 64, "M"],
}

class VGG(nn.Module):
    def __init__(self, features: nn.Module, num_classes: int = 20, init_weights: bool = True, dropout: float = 0.5):
        super().__init__()
        self.features = features
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(128 * 7 * 7, 512),
            nn.ReLU(True),
            nn.Dropout(p=dropout),
            nn.Linear(512, num_classes),
        )
        if init_weights:
            for m in self.modules():
                if isinstance(m, nn.Linear):
                    nn.init.normal_(m.weight, 0, 0.01)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.features(x)
        x = self.avgpool(x)
        x = torch.flatten(x, 1)
        x = self.classifier(x)
        return x

def make_layers(cfg: List[Union[str, int]], batch_norm: bool = False) -> nn.Sequential:
    layers: List[nn.Module] = []
    in_channels = 3
    for v in cfg:
        if v == "M":
            layers += [nn.MaxPool2d(kernel_size=2, stride=2)]
        else:
            v = cast(int, v)
            conv2d = nn.Conv2d(in_channels, v, kernel_size=3, padding=1)
            if batch_norm:
                layers += [conv2d, nn.BatchNorm2d(v), nn.ReLU(inplace=True)]
            else:
                layers += [conv2d, nn.ReLU(inplace=True)]
            in_channels = v
    return nn.Sequential(*layers)

def _vgg(cfg: str, batch_norm: bool, **kwargs) -> VGG:
    model = VGG(make_layers(cfgs[cfg], batch_norm=batch_norm), **kwargs)
    return model

def vgg_a_bn(**kwargs) -> VGG:
    return _vgg("A", True, **kwargs)
`,
    model: 'VGG',
    file: [
      'features.0 conv 32',
      'features.4 conv 64',
      'features.8 conv 128',
      'features.11 conv 128',
      'classifier.0 dense 512',
    ],
    layers: [
      'features.0 conv 32 = features.0',
      'features.4 conv 64 = features.4',
      'features.8 conv 128 = features.8',
      'features.11 conv 128 = features.11',
      'classifier.0 linear 512 = classifier.0',
      'classifier.3 linear 20 =',
    ],
  },
  {
    title: 'a ModuleDict made by a comprehension and used by its items',
    text: `
import torch
import torch.nn as nn

FEATURES = {"age": 1, "income": 1, "region": 8}

class TabularNet(nn.Module):
    def __init__(self, n_classes=2):
        super(TabularNet, self).__init__()
        self.encoders = nn.ModuleDict({name: nn.Linear(size, 16) for name, size in FEATURES.items()})
        self.trunk = nn.Sequential(nn.Linear(16 * len(FEATURES), 40), nn.GELU())
        self.head = nn.Linear(40, n_classes)

    def forward(self, inputs):
        encoded = []
        for name, encoder in self.encoders.items():
            encoded.append(torch.relu(encoder(inputs[name])))
        h = self.trunk(torch.cat(encoded, dim=1))
        return self.head(h)
`,
    file: [
      'encoders.age dense 16',
      'encoders.income dense 16',
      'encoders.region dense 16',
      'trunk.0 dense 40',
    ],
    layers: [
      'encoders.age linear 16 = encoders.age',
      'encoders.income linear 16 = encoders.income',
      'encoders.region linear 16 = encoders.region',
      'trunk.0 linear 40 = trunk.0',
      'head linear 2 =',
    ],
  },
  {
    title: 'one layer that a loop uses several times',
    text: `
import torch.nn as nn
import torch.nn.functional as F

class RecurrentRefiner(nn.Module):
    """Applies the same update to its state a fixed number of times."""

    def __init__(self, d_in=20, d_state=50, steps=3, d_out=5):
        super().__init__()
        self.steps = steps
        self.inject = nn.Linear(d_in, d_state)
        self.update = nn.Linear(d_state, d_state)
        self.readout = nn.Linear(d_state, d_out)

    def forward(self, x):
        h = F.relu(self.inject(x))
        for _ in range(self.steps):
            h = F.relu(self.update(h))
        return self.readout(h)
`,
    file: ['inject dense 50', 'update dense 50 update', 'Gemm_2 dense 50 update', 'Gemm_3 dense 50 update'],
    layers: ['inject linear 50 = inject', 'update linear 50 = update', 'readout linear 5 ='],
  },
  {
    title: 'inverted residuals of a table of settings',
    text: `
import torch
from torch import nn

def _make_divisible(v, divisor, min_value=None):
    if min_value is None:
        min_value = divisor
    new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
    if new_v < 0.9 * v:
        new_v += divisor
    return new_v

class ConvBNReLU(nn.Sequential):
    def __init__(self, in_planes, out_planes, kernel_size=3, stride=1, groups=1):
        padding = (kernel_size - 1) // 2
        super().__init__(
            nn.Conv2d(in_planes, out_planes, kernel_size, stride, padding, groups=groups, bias=False),
            nn.BatchNorm2d(out_planes),
            nn.ReLU6(inplace=True),
        )

class InvertedResidual(nn.Module):
    def __init__(self, inp, oup, stride, expand_ratio):
        super().__init__()
        self.stride = stride
        assert stride in [1, 2]
        hidden_dim = int(round(inp * expand_ratio))
        self.use_res_connect = self.stride == 1 and inp == oup
        layers = []
        if expand_ratio != 1:
            # pw
            layers.append(ConvBNReLU(inp, hidden_dim, kernel_size=1))
        layers.extend([
            # dw
            ConvBNReLU(hidden_dim, hidden_dim, stride=stride, groups=hidden_dim),
            # pw-linear
            nn.Conv2d(hidden_dim, oup, 1, 1, 0, bias=False),
            nn.BatchNorm2d(oup),
        ])
        self.conv = nn.Sequential(*layers)

    def forward(self, x):
        if self.use_res_connect:
            return x + self.conv(x)
        else:
            return self.conv(x)

class MobileNet(nn.Module):
    def __init__(self, num_classes=10, width_mult=1.0, round_nearest=8):
        super().__init__()
        input_channel = 16
        last_channel = 64
        inverted_residual_setting = [
            # t, c, n, s
            [1, 8, 1, 1],
            [6, 16, 2, 2],
        ]
        input_channel = _make_divisible(input_channel * width_mult, round_nearest)
        self.last_channel = _make_divisible(last_channel * max(1.0, width_mult), round_nearest)
        features = [ConvBNReLU(3, input_channel, stride=2)]
        for t, c, n, s in inverted_residual_setting:
            output_channel = _make_divisible(c * width_mult, round_nearest)
            for i in range(n):
                stride = s if i == 0 else 1
                features.append(InvertedResidual(input_channel, output_channel, stride, expand_ratio=t))
                input_channel = output_channel
        features.append(ConvBNReLU(input_channel, self.last_channel, kernel_size=1))
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(self.last_channel, num_classes))

    def forward(self, x):
        x = self.features(x)
        x = nn.functional.adaptive_avg_pool2d(x, (1, 1)).reshape(x.shape[0], -1)
        return self.classifier(x)
`,
    model: 'MobileNet',
    file: [
      'features.0.0 conv 16',
      'features.1.conv.0.0 conv 16',
      'features.1.conv.1 conv 8',
      'features.2.conv.0.0 conv 48',
      'features.2.conv.1.0 conv 48',
      'features.2.conv.2 conv 16',
      'features.3.conv.0.0 conv 96',
      'features.3.conv.1.0 conv 96',
      'features.3 residual 16 features.3.conv.2',
      'features.4.0 conv 64',
    ],
    layers: [
      'features.0.0 conv 16 = features.0.0',
      'features.1.conv.0.0 conv 16 = features.1.conv.0.0',
      'features.1.conv.1 conv 8 = features.1.conv.1',
      'features.2.conv.0.0 conv 48 = features.2.conv.0.0',
      'features.2.conv.1.0 conv 48 = features.2.conv.1.0',
      'features.2.conv.2 conv 16 = features.2.conv.2',
      'features.3.conv.0.0 conv 96 = features.3.conv.0.0',
      'features.3.conv.1.0 conv 96 = features.3.conv.1.0',
      'features.3.conv.2 conv 16 = features.3',
      'features.4.0 conv 64 = features.4.0',
      'classifier.1 linear 10 =',
    ],
  },
  {
    title: 'layers that are joined to all before, named with %',
    text: `
import torch
import torch.nn as nn
import torch.nn.functional as F

class _DenseLayer(nn.Module):
    def __init__(self, num_input_features, growth_rate, bn_size):
        super(_DenseLayer, self).__init__()
        self.add_module('norm1', nn.BatchNorm2d(num_input_features))
        self.add_module('relu1', nn.ReLU(inplace=True))
        self.add_module('conv1', nn.Conv2d(num_input_features, bn_size * growth_rate, kernel_size=1, bias=False))
        self.add_module('norm2', nn.BatchNorm2d(bn_size * growth_rate))
        self.add_module('relu2', nn.ReLU(inplace=True))
        self.add_module('conv2', nn.Conv2d(bn_size * growth_rate, growth_rate, kernel_size=3, padding=1, bias=False))

    def forward(self, *prev_features):
        concated = torch.cat(prev_features, 1)
        bottleneck = self.conv1(self.relu1(self.norm1(concated)))
        return self.relu2(self.conv2(self.relu2(self.norm2(bottleneck))))

class _DenseBlock(nn.Module):
    def __init__(self, num_layers, num_input_features, bn_size, growth_rate):
        super(_DenseBlock, self).__init__()
        for i in range(num_layers):
            layer = _DenseLayer(num_input_features + i * growth_rate, growth_rate, bn_size)
            self.add_module('denselayer%d' % (i + 1), layer)

    def forward(self, init_features):
        features = [init_features]
        for name, layer in self.named_children():
            new_features = layer(*features)
            features.append(new_features)
        return torch.cat(features, 1)

class DenseNet(nn.Module):
    def __init__(self, growth_rate=12, num_layers=2, num_init_features=24, bn_size=4, num_classes=10):
        super(DenseNet, self).__init__()
        self.conv0 = nn.Conv2d(3, num_init_features, kernel_size=3, padding=1)
        self.block1 = _DenseBlock(num_layers, num_init_features, bn_size, growth_rate)
        self.classifier = nn.Linear(num_init_features + num_layers * growth_rate, num_classes)

    def forward(self, x):
        x = F.relu(self.conv0(x))
        x = self.block1(x)
        x = F.adaptive_avg_pool2d(x, 1).view(x.size(0), -1)
        return self.classifier(x)
`,
    model: 'DenseNet',
    file: [
      'conv0 conv 24',
      'block1.denselayer1.conv1 conv 48',
      'block1.denselayer1.conv2 conv 12',
      'block1.denselayer2.conv1 conv 48',
      'block1.denselayer2.conv2 conv 12',
    ],
    layers: [
      'conv0 conv 24 = conv0',
      'block1.denselayer1.conv1 conv 48 = block1.denselayer1.conv1',
      'block1.denselayer1.conv2 conv 12 = block1.denselayer1.conv2',
      'block1.denselayer2.conv1 conv 48 = block1.denselayer2.conv1',
      'block1.denselayer2.conv2 conv 12 = block1.denselayer2.conv2',
      'classifier linear 10 =',
    ],
  },
  {
    title: 'blocks of MLPs with widths that default to others',
    text: residualMlp,
    model: 'ResMLP',
    file: [
      'embed.0 dense 32',
      'blocks.0.mlp.fc1 dense 64',
      'blocks.0 residual 32 blocks.0.mlp.fc2',
      'blocks.1.mlp.fc1 dense 64',
      'blocks.1 residual 32 blocks.1.mlp.fc2',
    ],
    layers: [
      'embed.0 linear 32 = embed.0',
      'blocks.0.mlp.fc1 linear 64 = blocks.0.mlp.fc1',
      'blocks.0.mlp.fc2 linear 32 = blocks.0',
      'blocks.1.mlp.fc1 linear 64 = blocks.1.mlp.fc1',
      'blocks.1.mlp.fc2 linear 32 = blocks.1',
      'head linear 10 =',
    ],
  },
  {
    title: 'blocks whose sums nothing but further blocks follow, exported without names',
    text: residualMlp,
    model: 'ResMLP',
    file: ['Gemm1 dense 32', 'Gemm2 dense 64', 'Add3 residual 32', 'Gemm4 dense 64', 'Add5 residual 32'],
    layers: [
      'embed.0 linear 32 = Gemm1',
      'blocks.0.mlp.fc1 linear 64 = Gemm2',
      'blocks.0.mlp.fc2 linear 32 = Add3',
      'blocks.1.mlp.fc1 linear 64 = Gemm4',
      'blocks.1.mlp.fc2 linear 32 = Add5',
      'head linear 10 =',
    ],
  },
  {
    title: 'a width that depends on what only the machine knows',
    text: `
import torch
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        width = 64
        if torch.cuda.is_available():
            width = 256
        self.fc1 = nn.Linear(16, width)
        self.fc2 = nn.Linear(width, 3)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))
`,
    file: ['fc1 dense 256'],
    layers: ['fc1 linear 64 = fc1', 'fc2 linear 3 ='],
  },
  {
    title: 'a U-Net whose ways down and up are lists',
    text: `
import torch
import torch.nn as nn

class DoubleConv(nn.Module):
    """(convolution => [BN] => ReLU) * 2"""
    def __init__(self, in_channels, out_channels):
        super(DoubleConv, self).__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, 3, 1, 1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
        )

    def forward(self, x):
        return self.conv(x)

class UNET(nn.Module):
    def __init__(self, in_channels=3, out_channels=1, features=[8, 16]):
        super(UNET, self).__init__()
        self.ups = nn.ModuleList()
        self.downs = nn.ModuleList()
        self.pool = nn.MaxPool2d(kernel_size=2, stride=2)

        # Down part of UNET
        for feature in features:
            self.downs.append(DoubleConv(in_channels, feature))
            in_channels = feature

        # Up part of UNET
        for feature in reversed(features):
            self.ups.append(nn.ConvTranspose2d(feature*2, feature, kernel_size=2, stride=2))
            self.ups.append(DoubleConv(feature*2, feature))

        self.bottleneck = DoubleConv(features[-1], features[-1]*2)
        self.final_conv = nn.Conv2d(features[0], out_channels, kernel_size=1)

    def forward(self, x):
        skip_connections = []
        for down in self.downs:
            x = down(x)
            skip_connections.append(x)
            x = self.pool(x)
        x = self.bottleneck(x)
        skip_connections = skip_connections[::-1]
        for idx in range(0, len(self.ups), 2):
            x = self.ups[idx](x)
            skip_connection = skip_connections[idx//2]
            if x.shape != skip_connection.shape:
                x = TF.resize(x, size=skip_connection.shape[2:])
            concat_skip = torch.cat((skip_connection, x), dim=1)
            x = self.ups[idx+1](concat_skip)
        return self.final_conv(x)
`,
    model: 'UNET',
    file: [
      'downs.0.conv.0 conv 8',
      'downs.0.conv.3 conv 8',
      'downs.1.conv.0 conv 16',
      'downs.1.conv.3 conv 16',
      'bottleneck.conv.0 conv 32',
      'bottleneck.conv.3 conv 32',
      'ups.0 conv 16',
      'ups.1.conv.0 conv 16',
      'ups.1.conv.3 conv 16',
      'ups.2 conv 8',
      'ups.3.conv.0 conv 8',
      'ups.3.conv.3 conv 8',
    ],
    layers: [
      'downs.0.conv.0 conv 8 = downs.0.conv.0',
      'downs.0.conv.3 conv 8 = downs.0.conv.3',
      'downs.1.conv.0 conv 16 = downs.1.conv.0',
      'downs.1.conv.3 conv 16 = downs.1.conv.3',
      'bottleneck.conv.0 conv 32 = bottleneck.conv.0',
      'bottleneck.conv.3 conv 32 = bottleneck.conv.3',
      'ups.0 conv 16 = ups.0',
      'ups.1.conv.0 conv 16 = ups.1.conv.0',
      'ups.1.conv.3 conv 16 = ups.1.conv.3',
      'ups.2 conv 8 = ups.2',
      'ups.3.conv.0 conv 8 = ups.3.conv.0',
      'ups.3.conv.3 conv 8 = ups.3.conv.3',
      'final_conv conv 1 =',
    ],
  },
  {
    title: 'a ModuleDict of a dict, and a dataclass of settings',
    text: `
from dataclasses import dataclass
import torch
import torch.nn as nn
from torch.nn import functional as F

@dataclass
class Config:
    vocab_size: int = 64
    n_layer: int = 2
    n_embd: int = 24
    bias: bool = True

class MLP(nn.Module):

    def __init__(self, config):
        super().__init__()
        self.c_fc    = nn.Linear(config.n_embd, 4 * config.n_embd, bias=config.bias)
        self.gelu    = nn.GELU()
        self.c_proj  = nn.Linear(4 * config.n_embd, config.n_embd, bias=config.bias)

    def forward(self, x):
        x = self.c_fc(x)
        x = self.gelu(x)
        x = self.c_proj(x)
        return x

class Block(nn.Module):

    def __init__(self, config):
        super().__init__()
        self.ln = nn.LayerNorm(config.n_embd)
        self.mlp = MLP(config)

    def forward(self, x):
        x = x + self.mlp(self.ln(x))
        return x

class LM(nn.Module):

    def __init__(self, config):
        super().__init__()
        assert config.vocab_size is not None
        self.config = config
        self.transformer = nn.ModuleDict(dict(
            wte = nn.Embedding(config.vocab_size, config.n_embd),
            h = nn.ModuleList([Block(config) for _ in range(config.n_layer)]),
            ln_f = nn.LayerNorm(config.n_embd),
        ))
        self.lm_head = nn.Linear(config.n_embd, config.vocab_size, bias=False)

    def forward(self, idx, targets=None):
        x = self.transformer.wte(idx)
        for block in self.transformer.h:
            x = block(x)
        x = self.transformer.ln_f(x)
        if targets is not None:
            logits = self.lm_head(x)
            loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1))
        else:
            logits = self.lm_head(x[:, [-1], :])
            loss = None
        return logits, loss

model = LM(Config())
`,
    model: 'LM',
    file: [
      'transformer.h.0.mlp.c_fc dense 96',
      'transformer.h.0 residual 24 transformer.h.0.mlp.c_proj',
      'transformer.h.1.mlp.c_fc dense 96',
      'transformer.h.1 residual 24 transformer.h.1.mlp.c_proj',
    ],
    layers: [
      'transformer.h.0.mlp.c_fc linear 96 = transformer.h.0.mlp.c_fc',
      'transformer.h.0.mlp.c_proj linear 24 = transformer.h.0',
      'transformer.h.1.mlp.c_fc linear 96 = transformer.h.1.mlp.c_fc',
      'transformer.h.1.mlp.c_proj linear 24 = transformer.h.1',
      'lm_head linear 64 =',
    ],
  },
  {
    title: 'a function that makes an MLP of sizes, as reinforcement learning writes it',
    text: `
import numpy as np
import torch
import torch.nn as nn
from torch.distributions.categorical import Categorical

def mlp(sizes, activation, output_activation=nn.Identity):
    layers = []
    for j in range(len(sizes)-1):
        act = activation if j < len(sizes)-2 else output_activation
        layers += [nn.Linear(sizes[j], sizes[j+1]), act()]
    return nn.Sequential(*layers)

class MLPCategoricalActor(nn.Module):
    def __init__(self, obs_dim, act_dim, hidden_sizes, activation):
        super().__init__()
        self.logits_net = mlp([obs_dim] + list(hidden_sizes) + [act_dim], activation)

    def forward(self, obs):
        return self.logits_net(obs)

actor = MLPCategoricalActor(4, 2, (64, 48), nn.Tanh)
`,
    model: 'MLPCategoricalActor',
    file: ['logits_net.0 dense 64', 'logits_net.2 dense 48'],
    layers: [
      'logits_net.0 linear 64 = logits_net.0',
      'logits_net.2 linear 48 = logits_net.2',
      'logits_net.4 linear 2 =',
    ],
  },
  {
    title: 'layers in a function that initialises them, and no forward pass by that name',
    text: `
import gymnasium as gym
import numpy as np
import torch
import torch.nn as nn
from torch.distributions.categorical import Categorical

def layer_init(layer, std=np.sqrt(2), bias_const=0.0):
    torch.nn.init.orthogonal_(layer.weight, std)
    torch.nn.init.constant_(layer.bias, bias_const)
    return layer

class Agent(nn.Module):
    def __init__(self, envs):
        super().__init__()
        self.critic = nn.Sequential(
            layer_init(nn.Linear(np.array(envs.single_observation_space.shape).prod(), 64)),
            nn.Tanh(),
            layer_init(nn.Linear(64, 64)),
            nn.Tanh(),
            layer_init(nn.Linear(64, 1), std=1.0),
        )
        self.actor = nn.Sequential(
            layer_init(nn.Linear(np.array(envs.single_observation_space.shape).prod(), 64)),
            nn.Tanh(),
            layer_init(nn.Linear(64, 64)),
            nn.Tanh(),
            layer_init(nn.Linear(64, envs.single_action_space.n), std=0.01),
        )

    def get_value(self, x):
        return self.critic(x)

    def get_action_and_value(self, x, action=None):
        logits = self.actor(x)
        probs = Categorical(logits=logits)
        if action is None:
            action = probs.sample()
        return action, probs.log_prob(action), probs.entropy(), self.critic(x)
`,
    file: ['actor.0 dense 64', 'actor.2 dense 64'],
    layers: [
      'critic.0 linear 64 =',
      'critic.2 linear 64 =',
      'critic.4 linear 1 =',
      'actor.0 linear 64 = actor.0',
      'actor.2 linear 64 = actor.2',
      'actor.4 linear ? =',
    ],
  },
  {
    title: 'a Lightning module with saved settings and its network in parts',
    text: `
import lightning as L
import torch
from torch import nn, optim
from torchmetrics import Accuracy

class Classifier(L.LightningModule):
    def __init__(self, in_dim: int = 784, hidden_dims: tuple[int, ...] = (100, 60), n_classes: int = 10, lr: float = 1e-3):
        super().__init__()
        self.save_hyperparameters()
        dims = [self.hparams.in_dim, *self.hparams.hidden_dims]
        self.backbone = nn.Sequential(
            *(nn.Sequential(nn.Linear(i, o), nn.BatchNorm1d(o), nn.ReLU()) for i, o in zip(dims, dims[1:]))
        )
        self.head = nn.Linear(dims[-1], self.hparams.n_classes)
        self.acc = Accuracy(task="multiclass", num_classes=n_classes)

    def forward(self, x):
        return self.head(self.backbone(x.flatten(1)))

    def _step(self, batch, stage):
        x, y = batch
        logits = self(x)
        loss = nn.functional.cross_entropy(logits, y)
        self.log(f"{stage}_loss", loss, prog_bar=True)
        return loss

    def training_step(self, batch, _):
        return self._step(batch, "train")

    def configure_optimizers(self):
        return optim.AdamW(self.parameters(), lr=self.hparams.lr)

if __name__ == "__main__":
    trainer = L.Trainer(max_epochs=3)
    trainer.fit(Classifier())
`,
    file: ['backbone.0.0 dense 100', 'backbone.1.0 dense 60'],
    layers: [
      'backbone.0.0 linear 100 = backbone.0.0',
      'backbone.1.0 linear 60 = backbone.1.0',
      'head linear 10 =',
    ],
  },
];
