"""Writes h5pyFile.h5, a whole model as Keras saves it, with numbers and texts of kinds that JavaScript has none for, and h5pyHuge.h5.

Run with h5py 3: python3 h5pyFile.py
"""

import json
from pathlib import Path

import h5py
import numpy as np

kinds = {"half": "<f2", "double": "<f8", "reversed": ">f4"}
layers = [
    {"class_name": "Dense", "config": {"name": name, "units": 2, "batch_input_shape": [None, 2]}}
    for name in kinds
]
path = Path(__file__).with_suffix(".h5")
with h5py.File(path, "w", libver="latest") as file:
    file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"layers": layers}}).encode()
    file.attrs["keras_version"] = "2.3.1"
    file.attrs["backend"] = b"tensorflow"
    root = file.create_group("model_weights")
    root.attrs["layer_names"] = [name.encode() for name in kinds]
    for name, kind in kinds.items():
        group = root.create_group(name)
        weights = [f"{name}/kernel:0", f"{name}/bias:0"]
        # Some versions leave texts of a fixed length, others of any.
        group.attrs["weight_names"] = weights if name == "double" else [weight.encode() for weight in weights]
        compressed = {"compression": "gzip", "shuffle": True} if name == "reversed" else {}
        group.create_dataset(weights[0], data=np.array([[1, 2], [-0.5, 4]], kind), **compressed)
        group.create_dataset(weights[1], data=np.array([0.25, -8], kind), **compressed)

# A weight that claims four terabytes and holds nothing.
huge = {"class_name": "Dense", "config": {"name": "huge", "units": 2**20, "batch_input_shape": [None, 2**20]}}
with h5py.File(path.with_name("h5pyHuge.h5"), "w", libver="latest") as file:
    file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"layers": [huge]}})
    group = file.create_group("model_weights/huge")
    group.attrs["weight_names"] = ["kernel:0", "bias:0"]
    group.create_dataset("kernel:0", shape=(2**20, 2**20), dtype="<f4", chunks=(64, 64))
    group.create_dataset("bias:0", shape=(2**20,), dtype="<f4", chunks=(64,))
