"""Writes the files beside it, with Debian's python3-torch (1.13):

    python3 writeFiles.py

Each tensor counts 0, 1, 2, ... in row-major order, so that tests know its values.
"""

import os
import pickle
from collections import OrderedDict
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent


def counting(*shape, dtype=torch.float32):
    count = 1
    for size in shape:
        count *= size
    return torch.arange(count, dtype=torch.float64).reshape(shape).to(dtype)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(3, 4)
        self.norm = nn.BatchNorm1d(4)
        self.fc2 = nn.Linear(4, 2)

    def forward(self, x):
        return self.fc2(torch.relu(self.norm(self.fc1(x))))


def network():
    net = Net()
    for values in net.state_dict().values():
        values.copy_(counting(*values.shape))
    return net


# Older files hold a class's source, and where it stood.
torch.serialization.get_source_lines_and_file = lambda _, message=None: (["class Net: ..."], 1, "writeFiles.py")

net = network()
state = net.state_dict()
torch.save(state, HERE / "state.pt")
torch.save(state, HERE / "state-legacy.pt", _use_new_zipfile_serialization=False)
torch.save(net, HERE / "whole.pt")
torch.save(net, HERE / "whole-legacy.pt", _use_new_zipfile_serialization=False)
torch.jit.script(net.eval()).save(str(HERE / "script.pt"))

optimizer = torch.optim.Adam(net.parameters())
net(torch.ones(5, 3)).sum().backward()
optimizer.step()
wrapped = OrderedDict((f"module.{name}", values) for name, values in network().state_dict().items())
torch.save(
    {"epoch": 3, "loss": 0.25, "optimizer": optimizer.state_dict(), "model_state_dict": wrapped},
    HERE / "checkpoint.pth",
)

base = counting(4, 6)
torch.save(
    OrderedDict(
        transposed=base.t(),
        column=base[:, 2],
        expanded=counting(1, 3).expand(2, 3),
        half=counting(5, dtype=torch.float16),
        brain=counting(5, dtype=torch.bfloat16),
        whole=counting(5, dtype=torch.int64) - 2,
        truth=torch.tensor([True, False, True, True]),
        scalar=torch.tensor(7.5),
        empty=torch.zeros(0, 3),
        odd=torch.tensor([0.0, float("nan"), 2.0, float("inf")]),
    ),
    HERE / "views.pt",
)


class Trap:
    def __reduce__(self):
        return os.system, ("echo trapped > trapped.txt",)


torch.save({"fc1.weight": counting(2, 2), "trap": Trap()}, HERE / "trap.pt")
torch.save({"fc1.weight": counting(2, 2), "trap": Trap()}, HERE / "trap-legacy.pt", _use_new_zipfile_serialization=False)
(HERE / "plain.pt").write_bytes(pickle.dumps({"weights": [1, 2, 3]}, protocol=2))
