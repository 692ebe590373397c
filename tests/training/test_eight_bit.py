"""The 8-bit form of an encoder: much the same answers as in full precision, and sums that fit into 16 bits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from scripts.eight_bit import eight_bit, peaks, smooth, stored_weights

from zopa.read.reading import DATA, JUDGE

WIDE, HIGH = 24, 60.0  # channels, and how far one of them stands out
SEVEN_BITS = 64


def model() -> Any:
    """Two products that share what they multiply, and a third behind their sum."""
    draw = np.random.default_rng(1).normal
    stored = [numpy_helper.from_array(draw(size=(WIDE, WIDE)).astype(np.float32), name) for name in "abc"]
    nodes = [
        helper.make_node("MatMul", ["x", "a"], ["xa"], name="/first/MatMul"),
        helper.make_node("MatMul", ["x", "b"], ["xb"], name="/second/MatMul"),
        helper.make_node("Add", ["xa", "xb"], ["sum"], name="add"),
        helper.make_node("MatMul", ["sum", "c"], ["y"], name="/third/MatMul"),
    ]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, WIDE]) for name in "xy"]
    graph = helper.make_graph(nodes, "two layers", ends[:1], ends[1:], stored)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def values(seed: int) -> dict[str, Any]:
    x = np.random.default_rng(seed).normal(size=(9, WIDE)).astype(np.float32)
    x[:, 5] *= HIGH
    return {"x": x}


def answer(source: Any, feed: dict[str, Any]) -> Any:
    session = onnxruntime.InferenceSession(
        source if isinstance(source, str) else source.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    return session.run(None, feed)[0]


def far(one: Any, other: Any) -> float:
    return float(np.abs(one - other).mean() / np.abs(other).mean())


def products(source: Any) -> list[Any]:
    """The 8-bit weights of a model."""
    stored = {one.name: numpy_helper.to_array(one) for one in source.graph.initializer}
    return [stored[node.input[1]] for node in source.graph.node if node.op_type == "MatMulInteger"]


def test_evened_channels_give_the_same_answers() -> None:
    one = model()
    smooth(one, peaks(one, [values(2), values(3)]))
    assert far(answer(one, values(4)), answer(model(), values(4))) < 1e-5


def test_the_channel_that_stands_out_no_longer_does() -> None:
    one = model()
    before = peaks(one, [values(2)])["x"]
    smooth(one, {"x": before, "sum": np.ones(WIDE)})
    after = peaks(one, [values(2)])["x_even"]
    assert after.max() / np.median(after) < 0.3 * before.max() / np.median(before)


def test_it_is_nearer_to_full_precision_than_plain_rounding(tmp_path: Path) -> None:
    whole, rounded = tmp_path / "whole.onnx", tmp_path / "plain.onnx"
    onnx.save(model(), whole)
    eight_bit(whole, tmp_path / "even.onnx", [values(2), values(3)])
    quantize_dynamic(whole, rounded, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    truth = answer(model(), values(4))
    even, plain = (far(answer(str(tmp_path / f"{name}.onnx"), values(4)), truth) for name in ("even", "plain"))
    assert even < 0.6 * plain
    assert even < 0.05


def test_weights_have_seven_bits_and_can_be_turned_back(tmp_path: Path) -> None:
    onnx.save(model(), tmp_path / "whole.onnx")
    eight_bit(tmp_path / "whole.onnx", tmp_path / "even.onnx", [values(2)])
    small = products(onnx.load(tmp_path / "even.onnx"))
    assert len(small) == 3
    assert max(np.abs(w.astype(int)).max() for w in small) <= SEVEN_BITS
    back, whole = stored_weights(tmp_path / "even.onnx"), stored_weights(tmp_path / "whole.onnx")
    truth = {"first": "a", "second": "b", "third": "c"}
    for name, stored in truth.items():
        assert np.array_equal(whole[f"{name}.weight"], whole[stored].T)
        assert far(back[f"{name}.weight"], whole[stored].T) < 0.15
    assert set(back) == {"first.weight", "second.weight", "third.weight"}


@pytest.mark.parametrize("half", ["apart", "together"])
def test_the_layers_that_ship_add_up_on_any_processor(half: str) -> None:
    # without instructions for 8-bit dot products, two products of 8-bit weights are cut at 16 bits
    weights = products(onnx.load(DATA / JUDGE[half]))
    assert weights
    assert max(np.abs(w.astype(int)).max() for w in weights) <= SEVEN_BITS
