"""What a user would otherwise do: PyTorch forward hooks, and one full pass
over the data for every set of deleted units.

Reads a job (JSON) on standard input, writes what it counted on standard
output, with the CPU and wall seconds of the passes alone: loading, the first
warm-up batch and the search for near ties are not in them.

    job     network, weights, descriptor, samples; deletions: a list of lists
            of flat unit indexes; loss: whether it is wanted
    answer  cpuSeconds, wallSeconds, peakBytes; deletions: for each correct,
            correctPerClass, turnedWrong, turnedRight, loss
            (mean, nats), nearTies: samples on which two answers are as good
            as equal, with the units or without them

`--about` tells in place of that what the peer is: torch, blas.
"""

import json
import resource
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from data import read_dataset
from networks import build

BATCH = 1000
# Two float32 programs agree on logits to about this share of the largest.
NEAR = 1e-5


def load(job: dict) -> nn.Module:
    """The network with its weights, ready to run."""
    net = build(job["network"])
    weights = torch.load(job["weights"], map_location="cpu")
    weights = weights.get("state_dict", weights)
    net.load_state_dict(
        {key.removeprefix("module."): value for key, value in weights.items()}
    )
    return net.eval()


def count_units(net: nn.Module, x: torch.Tensor) -> list[int]:
    """How many units each of the network's unit modules has."""
    counts: list[int] = []
    hooks = [
        module.register_forward_hook(
            lambda module, inputs, output: counts.append(output.shape[1])
        )
        for module in net.unit_modules()
    ]
    net(x)
    for hook in hooks:
        hook.remove()
    return counts


def delete(
    net: nn.Module, unit_counts: list[int], deleted: list[int]
) -> list[torch.utils.hooks.RemovableHandle]:
    """Sets these units (flat indexes) to zero from now on."""
    hooks = []
    first = 0
    for module, count in zip(net.unit_modules(), unit_counts):
        own = [unit - first for unit in deleted if 0 <= unit - first < count]
        first += count
        if own:

            def zero(module, inputs, output, own=own):
                output[:, own] = 0
                return output

            hooks.append(module.register_forward_hook(zero))
    return hooks


class Sweep:
    """Passes over the data, timed."""

    def __init__(
        self, net: nn.Module, x: torch.Tensor, y: torch.Tensor, loss: bool
    ) -> None:
        self.net, self.x, self.y, self.loss = net, x, y, loss
        self.classes = net(x[:1]).shape[1]
        self.right = self.near = torch.zeros(len(x), dtype=torch.bool)
        self.keep_intact()
        self.cpu = self.wall = 0.0

    def keep_intact(self) -> None:
        """What deletions are compared with."""
        _, self.right, logits = self.count()
        self.near = near_ties(logits)

    def run(self) -> dict:
        """One full pass: counts against the intact network's answers."""
        cpu, wall = time.process_time(), time.perf_counter()
        counted, _, logits = self.count()
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall
        near = self.near | near_ties(logits)
        return {**counted, "nearTies": int(near.sum())}

    def count(self) -> tuple[dict, torch.Tensor, list[torch.Tensor]]:
        loss = 0.0
        right, logits = [], []
        for x, y in zip(self.x.split(BATCH), self.y.split(BATCH)):
            out = self.net(x)
            logits.append(out)
            right.append(out.argmax(1) == y)
            if self.loss:
                loss += F.cross_entropy(out, y, reduction="sum").item()
        hit = torch.cat(right)
        per_class = torch.bincount(self.y[hit], minlength=self.classes)
        counted = {
            "correct": int(hit.sum()),
            "correctPerClass": per_class.tolist(),
            "turnedWrong": int((self.right & ~hit).sum()),
            "turnedRight": int((~self.right & hit).sum()),
            "loss": loss / len(self.x) if self.loss else None,
        }
        return counted, hit, logits


def near_ties(logits: list[torch.Tensor]) -> torch.Tensor:
    """Where the two best logits of a sample are as good as equal."""
    top = torch.cat(logits).topk(2, 1).values
    return (top[:, 0] - top[:, 1]) < NEAR * top.abs().amax(1)


def used_blas() -> str:
    """The file names of the linear algebra that this process has loaded."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    names = {Path(line.split()[-1]).name for line in lines}
    used = sorted(name for name in names if "blas" in name or "mkl_" in name)
    return " and ".join(used) or "no BLAS"


@torch.no_grad()
def main() -> None:
    if "--about" in sys.argv:
        print(json.dumps({"torch": torch.__version__, "blas": used_blas()}))
        return
    job = json.load(sys.stdin)
    torch.set_num_threads(1)
    net = load(job)
    flat = job["network"].startswith("mlp-")
    x, y = read_dataset(Path(job["descriptor"]), job["samples"], flat)
    net(x[:BATCH])
    unit_counts = count_units(net, x[:1])
    sweep = Sweep(net, x, y, job["loss"])

    counted = []
    for deleted in job["deletions"]:
        hooks = delete(net, unit_counts, deleted)
        counted.append(sweep.run())
        for hook in hooks:
            hook.remove()
    answer = {
        "cpuSeconds": sweep.cpu,
        "wallSeconds": sweep.wall,
        "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "deletions": counted,
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
