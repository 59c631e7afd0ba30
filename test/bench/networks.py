"""The networks of the benchmarks, as a user of PyTorch writes them.

Each has `unit_modules()`: the modules in forward order whose output holds the
units, on its second dimension. Hooks on these delete units.
"""

import torch
from torch import nn
from torch.nn import functional as F


class Mlp(nn.Sequential):
    """Dense layers of these widths, ReLU between them; rows of inputs."""

    def __init__(self, *widths: int) -> None:
        super().__init__()
        self.hidden: list[nn.Module] = []
        last = len(widths) - 1
        for i, (inputs, outputs) in enumerate(zip(widths, widths[1:]), 1):
            self.add_module(f"fc{i}", nn.Linear(inputs, outputs))
            if i < last:
                relu = nn.ReLU()
                self.add_module(f"relu{i}", relu)
                self.hidden.append(relu)

    def unit_modules(self) -> list[nn.Module]:
        return self.hidden


class SmallConvnet(nn.Module):
    """Images of 1x28x28: the convolutions and dense layers of the network in
    PyTorch's own MNIST example, without its dropout."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3)
        self.conv2 = nn.Conv2d(32, 64, 3)
        self.fc1 = nn.Linear(64 * 12 * 12, 128)
        self.fc2 = nn.Linear(128, 10)
        self.relus = nn.ModuleList(nn.ReLU() for _ in range(3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.relus[0](self.conv1(x))
        x = F.max_pool2d(self.relus[1](self.conv2(x)), 2)
        return self.fc2(self.relus[2](self.fc1(x.flatten(1))))

    def unit_modules(self) -> list[nn.Module]:
        return list(self.relus)


class PaperConvnet(nn.Sequential):
    """The 11 convolutions of Morcos et al. 2018, for images of 3x32x32."""

    MAPS = (64, 64, 128, 128, 128, 256, 256, 256, 512, 512, 512)
    STRIDES = (1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1)

    def __init__(self) -> None:
        super().__init__()
        self.hidden: list[nn.Module] = []
        inputs = 3
        for i, (maps, stride) in enumerate(zip(self.MAPS, self.STRIDES), 1):
            self.add_module(
                f"conv{i}", nn.Conv2d(inputs, maps, 3, stride, padding=1)
            )
            relu = nn.ReLU()
            self.add_module(f"relu{i}", relu)
            self.hidden.append(relu)
            inputs = maps
        self.add_module("flatten", nn.Flatten())
        self.add_module("fc", nn.Linear(512 * 4 * 4, 10))

    def unit_modules(self) -> list[nn.Module]:
        return self.hidden


class Block(nn.Module):
    """A residual block; where it halves the image, its shortcut takes every
    other pixel and pads the maps with zeros on both sides."""

    def __init__(self, inputs: int, maps: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, maps, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(maps)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(maps, maps, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(maps)
        self.relu2 = nn.ReLU()
        self.stride = stride
        self.padding = (maps - inputs) // 2

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x)))))
        if self.stride > 1:
            x = x[:, :, :: self.stride, :: self.stride]
            x = F.pad(x, (0, 0, 0, 0, self.padding, self.padding))
        return self.relu2(y + x)


class ResNet20(nn.Module):
    """He et al. 2015 for CIFAR-10, three stages of three blocks. The units of
    a block are those of its first convolution, and of its sum."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.relu1 = nn.ReLU()
        self.layer1 = self.stage(16, 16, 1)
        self.layer2 = self.stage(16, 32, 2)
        self.layer3 = self.stage(32, 64, 2)
        self.linear = nn.Linear(64, 10)

    @staticmethod
    def stage(inputs: int, maps: int, stride: int) -> nn.Sequential:
        return nn.Sequential(
            Block(inputs, maps, stride),
            Block(maps, maps, 1),
            Block(maps, maps, 1),
        )

    def blocks(self) -> list[Block]:
        return [*self.layer1, *self.layer2, *self.layer3]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.relu1(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.linear(x.mean((2, 3)))

    def unit_modules(self) -> list[nn.Module]:
        inner = [m for b in self.blocks() for m in (b.relu1, b.relu2)]
        return [self.relu1, *inner]


def build(name: str) -> nn.Module:
    """The untrained network of that name, as `mlp-784-512-512-10`."""
    if name.startswith("mlp-"):
        return Mlp(*(int(width) for width in name.split("-")[1:]))
    networks = {
        "small-convnet": SmallConvnet,
        "paper-convnet": PaperConvnet,
        "resnet20": ResNet20,
    }
    return networks[name]()
