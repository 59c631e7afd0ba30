"""Exports a PyTorch network to ONNX for Unit Importance.

    python export_onnx.py WEIGHTS --model module:function --input-shape 1,64 --out net.onnx

The function is called without arguments and returns the network, into which
the weights are loaded: tensors of a safetensors file, never a pickle.
TorchScript and `torch.export` files need no function.
Standard output carries one JSON object a line: how far it is, then the
outcome. What the network's own code prints goes to standard error.
"""

import argparse
import importlib
import inspect
import json
import os
import sys
import traceback
import zipfile

# Standard output is for the outcome alone, whatever the network's code prints.
messages = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


class Refusal(Exception):
    """Why there is no export; `kind` and the facts are put into words by the caller."""

    def __init__(self, kind, **facts):
        super().__init__(kind)
        self.outcome = {"error": kind, **facts}


def tell(message):
    messages.write(json.dumps(message) + "\n")
    messages.flush()


def words(error):
    """An exception as its class and its first line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    name = type(error).__name__
    return f"{name}: {lines[0]}" if lines else name


def place(error):
    """File and line of the innermost frame that is neither ours nor a library's."""
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, SyntaxError) and error.filename:
        return {"file": error.filename, "line": error.lineno}
    libraries = ("<", __file__, sys.prefix + os.sep, sys.base_prefix + os.sep)
    own = [f for f in frames if not f.filename.startswith(libraries) or f.filename.startswith(os.getcwd() + os.sep)]
    return {"file": own[-1].filename, "line": own[-1].lineno} if own else {}


def import_torch():
    try:
        import torch
    except ModuleNotFoundError as error:
        if error.name == "torch":
            raise Refusal("torchMissing") from error
        raise Refusal("torchBroken", message=words(error)) from error
    except Exception as error:
        raise Refusal("torchBroken", message=words(error)) from error
    return torch


def build(reference):
    """Imports the module and calls the function of `module:function`."""
    module_name, _, attribute = reference.partition(":")
    tell({"step": "importing", "module": module_name})
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        own = module_name == error.name or module_name.startswith(f"{error.name}.")
        kind = "noModule" if own else "moduleImports"
        raise Refusal(kind, module=module_name, missing=error.name, **place(error)) from error
    except (Exception, SystemExit) as error:
        raise Refusal("importFailed", module=module_name, message=words(error), **place(error)) from error
    made = module
    for part in attribute.split("."):
        made = getattr(made, part, None)
        if made is None:
            has = [name for name, value in vars(module).items() if callable(value) and owns(module, value)]
            raise Refusal("noFunction", module=module_name, name=attribute, has=has)
    if not callable(made):
        return made
    try:
        return made() if not is_network(made) else made
    except (Exception, SystemExit) as error:
        raise Refusal("buildFailed", name=attribute, message=words(error), **place(error)) from error


def owns(module, value):
    return getattr(value, "__module__", None) == module.__name__


def is_network(value):
    import torch

    return isinstance(value, torch.nn.Module)


def safetensors(torch, path):
    """The tensors of a safetensors file, without the package of that name; nothing in it can run."""
    tell({"step": "reading"})
    types = {
        "F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16",
        "I64": "int64", "I32": "int32", "I16": "int16", "I8": "int8", "U8": "uint8", "BOOL": "bool",
    }  # fmt: skip
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
        header.pop("__metadata__", None)
        tensors = {}
        for name, entry in header.items():
            begin, end = entry["data_offsets"]
            file.seek(8 + length + begin)
            data = bytearray(file.read(end - begin))
            dtype = getattr(torch, types[entry["dtype"]])
            values = torch.frombuffer(data, dtype=dtype) if data else torch.empty(0, dtype=dtype)
            tensors[name] = values.reshape(entry["shape"])
    return tensors


def without_prefix(state, expected):
    """Names as the network has them: wrappers such as DataParallel put a word before each."""
    for prefix in ("module.", "_orig_mod.", "model."):
        if all(name.startswith(prefix) for name in state) and not any(name.startswith(prefix) for name in expected):
            return {name[len(prefix) :]: value for name, value in state.items()}
    return state


def load_into(network, state):
    expected = network.state_dict()
    state = without_prefix(state, expected)
    missing = [name for name in expected if name not in state]
    unexpected = [name for name in state if name not in expected]
    if missing or unexpected:
        raise Refusal("keys", missing=missing, unexpected=unexpected)
    wrong = [
        {"name": name, "file": list(state[name].shape), "network": list(value.shape)}
        for name, value in expected.items()
        if hasattr(value, "shape") and state[name].shape != value.shape
    ]
    if wrong:
        raise Refusal("shapes", wrong=wrong)
    network.load_state_dict(state, strict=True)


def archive_kind(path):
    """What a zip file of PyTorch's holds, told by the names in it."""
    if not zipfile.is_zipfile(path):
        return "weights"
    with zipfile.ZipFile(path) as archive:
        names = [name.partition("/")[2] or name for name in archive.namelist()]
    if "serialized_exported_program.json" in names or "archive_format" in names:
        return "program"
    if "constants.pkl" in names or any(name.startswith("code/") for name in names):
        return "script"
    return "weights"


def open_network(torch, options):
    kind = archive_kind(options.weights)
    if kind == "script":
        tell({"step": "reading"})
        try:
            return torch.jit.load(options.weights, map_location="cpu")
        except Exception as error:
            raise Refusal("loadFailed", message=words(error)) from error
    if kind == "program":
        tell({"step": "reading"})
        try:
            import torch.export as exported
        except ImportError as error:
            raise Refusal("oldTorch", version=torch.__version__, needed="2.1") from error
        try:
            return exported.load(options.weights)
        except Exception as error:
            raise Refusal("loadFailed", message=words(error)) from error
    if options.model is None:
        raise Refusal("noModel")
    try:
        state = safetensors(torch, options.weights)
    except Exception as error:
        raise Refusal("loadFailed", message=words(error)) from error
    network = build(options.model)
    if not is_network(network):
        raise Refusal("notNetwork", type=type(network).__name__)
    load_into(network, state)
    return network


def example(torch, text):
    """`1,64` or `1,16:int64`: zeros of that shape."""
    sizes, _, dtype = text.partition(":")
    return torch.zeros([int(size) for size in sizes.split(",")], dtype=getattr(torch, dtype or "float32"))


def export(torch, network, value, out):
    if hasattr(network, "graph_signature"):
        # A program of torch.export has its own exporter, which keeps the sizes that the program was made with.
        tell({"step": "exporting"})
        torch.onnx.export(network, (value,), out, dynamo=True)
        return
    network.eval()
    # Twice the example, so that no size of a batch can be taken for a constant.
    value = torch.cat([value, value]) if value.shape[0] == 1 else value
    tell({"step": "running"})
    try:
        with torch.no_grad():
            answer = network(value)
    except Exception as error:
        raise Refusal("forwardFailed", shape=list(value.shape), message=words(error), **place(error)) from error
    if not isinstance(answer, torch.Tensor):
        raise Refusal("manyOutputs", type=type(answer).__name__)
    tell({"step": "exporting"})
    settings = {
        "input_names": ["input"],
        "output_names": ["logits"],
        "dynamic_axes": {"input": {0: "batch"}, "logits": {0: "batch"}},
        # Nothing is merged into anything else, so that every weight keeps its name.
        "training": torch.onnx.TrainingMode.PRESERVE,
        "do_constant_folding": False,
    }
    if "dynamo" in inspect.signature(torch.onnx.export).parameters:
        settings["dynamo"] = False
    torch.onnx.export(network, (value,), out, **settings)


def run(options):
    torch = import_torch()
    # Only now, so that no file beside the network's code stands in for a module of Python's own.
    sys.path.insert(0, os.getcwd())
    network = open_network(torch, options)
    value = example(torch, options.input_shape)
    try:
        export(torch, network, value, options.out)
    except ModuleNotFoundError as error:
        raise Refusal("packageMissing", missing=error.name) from error
    except Refusal:
        raise
    except Exception as error:
        if "onnx is not installed" in str(error):
            raise Refusal("packageMissing", missing="onnx") from error
        raise Refusal("exportFailed", message=words(error)) from error
    return {"done": options.out, "torch": torch.__version__}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", help="a safetensors, TorchScript or torch.export file")
    parser.add_argument("--model", metavar="MODULE:FUNCTION", help="what builds the network")
    parser.add_argument("--input-shape", required=True, metavar="1,64", help="of the example, the batch first")
    parser.add_argument("--out", required=True, metavar="FILE")
    options = parser.parse_args()
    try:
        outcome = run(options)
    except Refusal as refusal:
        # The whole story, for the log.
        if refusal.__cause__ is not None:
            traceback.print_exception(type(refusal.__cause__), refusal.__cause__, refusal.__cause__.__traceback__)
        outcome = {**refusal.outcome, "python": sys.executable}
    tell(outcome)


if __name__ == "__main__":
    main()
