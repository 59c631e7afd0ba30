"""Trains a small network on 8x8 images of handwritten digits.

Run in this folder:

    python3 train.py
    python3 train.py --corrupt 1.0 --out digits-memorised.onnx

The first network learns to read digits. The second gets the same images
with their labels shuffled, so that there is nothing to learn but each image
by heart. Everything else about the two is the same.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

DATA = Path(__file__).parent / "digits.npz"

# The file's own order is kept: the first 1297 images train, the last 500
# test. Both parts are balanced (128 to 132 and 46 to 51 images a class), so
# no shuffling is needed, and two numbers are enough to name either part.
TRAIN_COUNT = 1297


class Net(nn.Module):
    """A multilayer perceptron: 64 pixels, two hidden layers, 10 logits."""

    def __init__(self) -> None:
        super().__init__()
        self.fc1 = nn.Linear(64, 64)
        self.fc2 = nn.Linear(64, 64)
        self.fc3 = nn.Linear(64, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


def load_digits() -> tuple[torch.Tensor, np.ndarray]:
    """Images as rows of 64 pixels from 0 to 1, and their labels."""
    with np.load(DATA) as data:
        pixels = data["x"].reshape(-1, 64).astype(np.float32) / 16
        return torch.from_numpy(pixels), data["y"]


def shuffle_labels(
    labels: np.ndarray, fraction: float, seed: int
) -> np.ndarray:
    """Passes the labels of a random part of the images around among them.

    The count of each class stays as it was. With ten classes about one
    shuffled label in ten still comes out right, by chance.
    """
    rng = np.random.default_rng(seed)
    count = round(fraction * len(labels))
    chosen = rng.choice(len(labels), count, replace=False)
    shuffled = labels.copy()
    shuffled[chosen] = labels[rng.permutation(chosen)]
    return shuffled


def train(
    net: Net, images: torch.Tensor, labels: torch.Tensor, epochs: int
) -> None:
    """Adam on batches of 64, each epoch in a new random order."""
    # No weight decay: it would keep the network from learning by heart.
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
    for _ in range(epochs):
        for batch in torch.randperm(len(images)).split(64):
            optimizer.zero_grad()
            F.cross_entropy(net(images[batch]), labels[batch]).backward()
            optimizer.step()


@torch.no_grad()
def accuracy(net: Net, images: torch.Tensor, labels: torch.Tensor) -> float:
    """The share of images whose largest logit is their label's."""
    return (net(images).argmax(1) == labels).float().mean().item()


def export(net: Net, path: Path) -> None:
    """Writes ONNX whose weights keep their names here, as `fc1.weight`."""
    torch.onnx.export(
        net.eval(),
        torch.zeros(2, 64),
        str(path),
        input_names=["input"],
        output_names=["logits"],
        dynamic_axes={"input": {0: "batch"}, "logits": {0: "batch"}},
    )


def fraction(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--corrupt",
        type=fraction,
        default=0.0,
        metavar="FRACTION",
        help="part of the training labels to shuffle (default: 0)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("digits.onnx"),
        metavar="FILE",
        help="the network to write (default: digits.onnx)",
    )
    parser.add_argument("--epochs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    # One thread adds in one order: the same seed gives the same network.
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)

    images, true_labels = load_digits()
    given = shuffle_labels(true_labels[:TRAIN_COUNT], args.corrupt, args.seed)
    train_images, test_images = images[:TRAIN_COUNT], images[TRAIN_COUNT:]
    train_labels = torch.from_numpy(given).long()
    test_labels = torch.from_numpy(true_labels[TRAIN_COUNT:]).long()

    net = Net()
    train(net, train_images, train_labels, args.epochs)
    print(f"train accuracy {accuracy(net, train_images, train_labels):.4f}")
    print(f"test accuracy  {accuracy(net, test_images, test_labels):.4f}")

    export(net, args.out)
    if args.corrupt > 0:
        np.save(args.out.with_suffix(".labels.npy"), given)


if __name__ == "__main__":
    main()
