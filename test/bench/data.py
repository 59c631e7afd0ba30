"""Reads labelled images as a descriptor (NAME.dataset.json) tells them."""

import gzip
import json
from pathlib import Path

import numpy as np
import torch


def read_idx(path: Path) -> np.ndarray:
    """An IDX file of bytes, gzipped or not."""
    raw = path.read_bytes()
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    rank = raw[3]
    shape = np.frombuffer(raw, ">i4", rank, 4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * rank).reshape(shape)


def read_cifar(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """CIFAR-10's binary format: N x 3 x 32 x 32, and the labels."""
    rows = np.fromfile(path, np.uint8).reshape(-1, 1 + 3 * 32 * 32)
    return rows[:, 1:].reshape(-1, 3, 32, 32), rows[:, 0]


def read_dataset(
    descriptor: Path, count: int, flat: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    """The first `count` samples, scaled, as float32 N x C x H x W (N x D
    where `flat`), and their labels as int64."""
    told = json.loads(descriptor.read_text())
    inputs = descriptor.parent / told["inputs"]
    if "labels" in told:
        images = read_idx(inputs)[:, None]
        labels = read_idx(descriptor.parent / told["labels"])
    else:
        images, labels = read_cifar(inputs)

    def per_channel(key: str, default: float) -> np.ndarray:
        value = np.asarray(told.get(key, default), np.float32)
        return value.reshape(-1, 1, 1)

    x = images[:count].astype(np.float32) * np.float32(told["scale"])
    x = (x - per_channel("mean", 0)) / per_channel("std", 1)
    if flat:
        x = x.reshape(len(x), -1)
    y = torch.from_numpy(labels[:count].astype(np.int64))
    return torch.from_numpy(x), y
