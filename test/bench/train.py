"""Makes a network of the benchmarks: NAME.onnx, and its weights NAME.pt.

    python3 train.py mlp-784-512-512-10 mnist.dataset.json FOLDER
"""

import argparse
import os
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from data import read_dataset
from networks import PaperConvnet, build

BATCH = 100
EPOCHS = 5


def train(
    net: nn.Module, x: torch.Tensor, y: torch.Tensor, epochs: int
) -> None:
    """Adam, its rate falling to zero, which generalises within minutes."""
    steps = epochs * (len(x) // BATCH)
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1, 0, steps)
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(BATCH):
            optimiser.zero_grad()
            F.cross_entropy(net(x[rows]), y[rows]).backward()
            optimiser.step()
            schedule.step()


def standardise(net: PaperConvnet, x: torch.Tensor) -> None:
    """Scales random weights, layer by layer, so that every map has mean 0 and
    variance 1 before its ReLU on these images: what batch norm would do.
    Without it all images look alike to a deep random network."""
    for module in net:
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight)
            nn.init.zeros_(module.bias)
            out = module(x).transpose(0, 1).flatten(1)
            scale = 1 / out.std(1)
            module.bias.copy_(-out.mean(1) * scale)
            shape = (-1, *[1] * (module.weight.ndim - 1))
            module.weight.mul_(scale.reshape(shape))
        x = module(x)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("descriptor", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()

    torch.manual_seed(0)
    torch.set_num_threads(1)
    flat = options.name.startswith("mlp-")
    net = build(options.name)
    if isinstance(net, PaperConvnet):
        x, y = read_dataset(options.descriptor, 500, flat)
        with torch.no_grad():
            standardise(net, x)
    else:
        x, y = read_dataset(options.descriptor, 60_000, flat)
        train(net, x, y, EPOCHS)
    net.eval()

    # The .onnx comes last and at once: where it is, all is.
    torch.save(net.state_dict(), options.folder / f"{options.name}.pt")
    partial = options.folder / f"{options.name}.partial"
    torch.onnx.export(
        net,
        x[:1],
        str(partial),
        input_names=["input"],
        output_names=["logits"],
        dynamic_axes={"input": {0: "batch"}, "logits": {0: "batch"}},
    )
    os.replace(partial, options.folder / f"{options.name}.onnx")


if __name__ == "__main__":
    main()
