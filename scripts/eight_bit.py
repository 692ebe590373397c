"""Put the judge's encoder into 8-bit form, so that it answers much the same as in full precision, on any processor.

Two things are done first, or 8 bits would cost accuracy (docs/explanation/stance-model.md):

- Some of the encoder's channels have values fifty times those of the others, and one scale for all would leave the
  others a few steps. Each channel is divided by a factor between its peak and that of its weights, the weights are
  multiplied by it (SmoothQuant, Xiao et al. 2023).
- Processors without instructions for 8-bit dot products (most of Intel until 2020, of AMD until 2022) add two products
  in 16 bits and cut what does not fit. Weights of 7 bits always fit.

`python -m scripts.train_stances` does it after training, with invented sentences of `training/stances` for the peaks.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

SHIFT = 0.8  # of the share that the peaks have, between 0 (all steps to the values) and 1 (all to the weights)
SMALL = 1e-5
OF_8_BITS = ("_quantized", "_scale", "_zero_point", "_factor")  # endings of what only the 8-bit form has

Feed = dict[str, Any]


def eight_bit(source: Path, target: Path, feeds: Iterable[Feed]) -> None:
    """Write the layers at `source` to `target` in 8-bit form; `feeds` are inputs that show each channel's peak."""
    model = onnx.load(source)
    smooth(model, peaks(model, feeds))
    with tempfile.TemporaryDirectory() as room:
        whole = Path(room) / "whole.onnx"
        onnx.save(model, whole)
        quantize_dynamic(whole, target, ["MatMul"], weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def stored_weights(source: Path) -> dict[str, np.ndarray]:
    """What a module's file holds, in 8-bit form or not, by the names of its parameters and in full precision."""
    graph = onnx.load(source).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    made = {name: node for node in graph.node for name in node.output}
    found = {n: a for n, a in stored.items() if not n.startswith(("/", "onnx::")) and not n.endswith(OF_8_BITS)}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            evened = made[made[node.input[0]].input[0]]  # values in 8 bits, and before that evened out
            weights = stored[node.input[1]].astype(np.float32) * stored[f"{name}_scale"]
            found[f"{_module(node.name)}.weight"] = (weights * stored[evened.input[1]][:, None]).T
        elif node.op_type == "MatMul" and node.input[1] in stored:
            found[f"{_module(node.name)}.weight"] = stored[node.input[1]].T
    return found


def _module(name: str) -> str:
    """The module of a node `/layer/0/attn/q/MatMul_quant`."""
    return ".".join(name.strip("/").split("/")[:-1])


def peaks(model: Any, feeds: Iterable[Feed]) -> dict[str, np.ndarray]:
    """The largest absolute value of each channel (channels,) of what is multiplied by weights, by its name."""
    wanted = sorted({node.input[0] for node in _products(model)})
    told = onnx.ModelProto()
    told.CopyFrom(model)
    told.graph.output.extend(helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in wanted)
    session = onnxruntime.InferenceSession(told.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, np.ndarray] = {}
    for feed in feeds:
        for name, values in zip(wanted, session.run(wanted, feed), strict=True):
            peak = np.abs(values).reshape(-1, values.shape[-1]).max(axis=0)
            found[name] = np.maximum(found.get(name, peak), peak)
    return found


def smooth(model: Any, peak: dict[str, np.ndarray]) -> None:
    """Move the channels' peaks into the weights; the model gives the same as before."""
    graph = model.graph
    stored = {one.name: one for one in graph.initializer}
    products: dict[str, list[Any]] = defaultdict(list)
    for node in _products(model):
        products[node.input[0]].append(node)
    before: dict[str, Any] = {}
    for name, nodes in products.items():
        weights = {node.input[1]: numpy_helper.to_array(stored[node.input[1]]) for node in nodes}
        most = np.max([np.abs(w).max(axis=1) for w in weights.values()], axis=0)
        factor = np.maximum(peak[name], SMALL) ** SHIFT / np.maximum(most, SMALL) ** (1 - SHIFT)
        factor = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
        graph.initializer.append(numpy_helper.from_array(1 / factor, f"{name}_factor"))
        before[nodes[0].name] = helper.make_node("Mul", [name, f"{name}_factor"], [f"{name}_even"], name=f"{name}_even")
        for node in nodes:
            node.input[0] = f"{name}_even"
        for key, w in weights.items():
            stored[key].CopyFrom(numpy_helper.from_array((w * factor[:, None]).astype(np.float32), key))
    _replace(graph.node, [one for node in graph.node for one in (before.get(node.name), node) if one])


def _products(model: Any) -> list[Any]:
    """The nodes that multiply by stored weights."""
    stored = {one.name for one in model.graph.initializer}
    return [node for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in stored]


def _replace(field: Any, new: list[Any]) -> None:
    del field[:]
    field.extend(new)
