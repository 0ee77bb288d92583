"""Every dim of the inputs symbolic: one library for all sizes, compared with onnxruntime."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import ModelProto, helper

import zeroskip
from tests.frontend.onnx_models import FLOAT, Array, agree, expected, floats, model, single, symbolic

Inputs = list[Array | None]


BOUNDS = (0, 10)
CONV = [floats(2, 4, 7, 6), floats(6, 2, 3, 2), floats(6)]
SMALL_CONV = [floats(1, 2, 4, 3), floats(2, 1, 2, 2), floats(2)]
TRANSPOSED = [floats(2, 4, 5, 3), floats(4, 3, 3, 2), floats(6)]
CLASSICAL = {"domain": "ai.onnx.ml", "opset": 1}
IMAGES = [[floats(2, 3, extent, 8)] for extent in (9, 4, 6)]
POOL = {"kernel_shape": [3, 2], "strides": [2, 3]}
CASES: dict[str, tuple[str, list[Inputs], dict[str, Any]]] = {
    "conv": ("Conv", [CONV, SMALL_CONV], {"group": 2, "strides": [2, 1], "pads": [1, 0, 1, 1]}),
    "conv, dilated": ("Conv", [CONV, SMALL_CONV], {"group": 2, "dilations": [2, 1], "pads": [2, 0, 0, 1]}),
    "conv, same": ("Conv", [CONV, SMALL_CONV], {"group": 2, "auto_pad": "SAME_LOWER", "strides": [2, 2]}),
    "conv, kernel given": ("Conv", [CONV], {"group": 2, "kernel_shape": [3, 2]}),
    "conv without rows": ("Conv", [[floats(0, 4, 7, 6), *CONV[1:]]], {"group": 2}),
    "transposed": ("ConvTranspose", [TRANSPOSED], {"group": 2, "strides": [2, 3], "output_padding": [1, 0]}),
    "transposed, cut": ("ConvTranspose", [TRANSPOSED], {"group": 2, "strides": [2, 2], "pads": [3, 2, 0, 1]}),
    "transposed, same": ("ConvTranspose", [TRANSPOSED], {"group": 2, "strides": [2, 1], "auto_pad": "SAME_UPPER"}),
    "transposed, shape": ("ConvTranspose", [TRANSPOSED], {"group": 2, "strides": [2, 2], "output_shape": [10, 7]}),
    "max pool, up": ("MaxPool", IMAGES, {**POOL, "ceil_mode": 1}),
    "max pool, up from pads": ("MaxPool", IMAGES, {**POOL, "ceil_mode": 1, "pads": [1, 1, 2, 1]}),
    "max pool, same": ("MaxPool", IMAGES, {**POOL, "auto_pad": "SAME_UPPER"}),
    "average, up": ("AveragePool", IMAGES, {**POOL, "ceil_mode": 1, "pads": [1, 0, 1, 1]}),
    "average, same": ("AveragePool", IMAGES, {**POOL, "auto_pad": "SAME_LOWER"}),
    "average with pads": ("AveragePool", IMAGES, {**POOL, "count_include_pad": 1, "pads": [2, 1, 0, 1]}),
    "p norm": ("LpPool", IMAGES, {**POOL, "p": 3, "pads": [2, 1, 0, 1]}),
    "gemm": ("Gemm", [[floats(3, 4), floats(4, 5), floats(*c)] for c in ((3, 5), (3, 1), (1, 1))], {"beta": 0.5}),
    "batch norm": ("BatchNormalization", [[floats(2, 3, 5), *[np.abs(floats(3))] * 4]], {}),
    "instance norm": ("InstanceNormalization", [[floats(2, 3, 5), floats(3), floats(3, seed=1)]], {}),
    "group norm": ("GroupNormalization", [[floats(2, c, 5), floats(c), floats(c)] for c in (4, 2)], {"num_groups": 2}),
    "layer norm": ("LayerNormalization", [[floats(2, 3, 4), floats(3, 4), floats(4)]], {"axis": 1}),
    "slopes": ("PRelu", [[floats(2, 3, 4), floats(*slope)] for slope in ((3, 1), (1, 4), (3, 4))], {}),
    "determinants": ("Det", [[floats(2, 3, 3)], [floats(1, 5, 5)], [floats(4, 1, 1)]], {}),
    "scales": ("QuantizeLinear", [[floats(2, 3), 1 + np.abs(floats(count))] for count in (1, 3)], {}),
    "scaler": (
        "Scaler",
        [[floats(2, 3)], [floats(0, 3)]],
        {**CLASSICAL, "offset": [1.0, 2.0, 3.0], "scale": [0.5, 1.0, 2.0]},
    ),
    "regressor": ("LinearRegressor", [[floats(2, 3)]], {**CLASSICAL, "coefficients": [1.0] * 6, "targets": 2}),
}


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("name", CASES)
def test_agrees_with_onnxruntime(name: str, threads: int, tmp_path: Path) -> None:
    op, runs, attributes = CASES[name]
    cases = [single(op, *inputs, **{"opset": 21, **attributes}) for inputs in runs]
    open_model = copy.deepcopy(cases[0][0])
    bounds = dict.fromkeys(symbolic(open_model), BOUNDS)
    library = zeroskip.compile_model(open_model, tmp_path / "model.so", dims=bounds)
    with zeroskip.load_compiled(library, threads=threads) as compiled:
        for proto, feeds in cases:
            (found,), (wanted,) = compiled.run(None, feeds), expected(proto, feeds)
            np.testing.assert_allclose(found, wanted, rtol=2e-5, atol=2e-5)
            agree(open_model, feeds, bounds)


MISFITS: dict[str, tuple[str, Inputs, dict[str, Any], str]] = {
    "kernel": ("Conv", [floats(1, 2, 5, 5), floats(2, 2, 3, 3)], {"kernel_shape": [2, 3]}, "kernel_shape"),
    "window": ("Conv", [floats(1, 2, 3, 3), floats(2, 2, 3, 4)], {}, "window of in1_3"),
    "groups": ("Conv", [floats(1, 4, 3, 3), floats(3, 2, 3, 3)], {"group": 2}, "do not divide into 2 groups"),
    "bias": ("Conv", [floats(1, 2, 3, 3), floats(2, 2, 3, 3), floats(3)], {}, "bias"),
    "addend": ("Gemm", [floats(1, 4), floats(4, 5), floats(3, 5)], {}, "does not broadcast"),
    "channels": ("GroupNormalization", [floats(2, 3, 5), floats(3), floats(3)], {"num_groups": 2}, "2 groups"),
    "matrix": ("Det", [floats(2, 3, 4)], {}, "needs square matrices"),
    "features": ("Scaler", [floats(2, 4)], {**CLASSICAL, "offset": [1.0, 2.0], "scale": [1.0]}, "do not fit|broadcast"),
    "scales": ("QuantizeLinear", [floats(2, 3), 1 + np.abs(floats(2))], {}, "does not fit axis 1"),
    "scale": ("QuantizeLinear", [floats(2), 1 + np.abs(floats(2))], {}, "must be a single number"),
    "rows": ("CausalConvWithState", [floats(1, 2, 4), floats(3, 1, 2)], {"opset": 27, "outputs": 2}, "the weight"),
    "parameter": ("InstanceNormalization", [floats(2, 3, 5), floats(3), floats(1)], {}, "parameters need shape"),
}


@pytest.mark.parametrize("name", MISFITS)
def test_sizes_that_do_not_fit_are_named(name: str, tmp_path: Path) -> None:
    op, inputs, attributes, message = MISFITS[name]
    proto, feeds = single(op, *inputs, **{"opset": 21, **attributes})
    bounds = dict.fromkeys(symbolic(proto), BOUNDS)
    library = zeroskip.compile_model(proto, tmp_path / "model.so", dims=bounds)
    with zeroskip.load_compiled(library) as compiled, pytest.raises(zeroskip.InvalidFeed, match=message):
        compiled.run(None, feeds)


def test_down_and_up_again(tmp_path: Path) -> None:
    """A U-shaped network over images whose sizes are multiples of 4 joins what it computed at each size."""
    weights = {"a": floats(4, 3, 3, 3), "b": floats(8, 4, 3, 3), "c": floats(8, 4, 2, 2), "d": floats(2, 8, 3, 3)}
    nodes = [
        helper.make_node("Conv", ["x", "a"], ["fine"], auto_pad="SAME_UPPER", strides=[2, 2]),
        helper.make_node("Conv", ["fine", "b"], ["wide"], pads=[1, 1, 1, 1]),
        helper.make_node("MaxPool", ["wide"], ["coarse"], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1),
        helper.make_node("ConvTranspose", ["coarse", "c"], ["up"], strides=[2, 2]),
        helper.make_node("Concat", ["up", "fine"], ["both"], axis=1),
        helper.make_node("Conv", ["both", "d"], ["y"], auto_pad="SAME_LOWER"),
    ]
    proto = model(nodes, {"x": (FLOAT, ["n", 3, "h", "w"])}, ["y"], weights)
    library = zeroskip.compile_model(proto, tmp_path / "model.so", dims={"h": (1, 64), "w": (1, 64)})
    with zeroskip.load_compiled(library, threads=2) as compiled:
        for shape in ((1, 3, 16, 12), (3, 3, 8, 20)):
            feeds = {"x": floats(*shape)}
            (found,), (wanted,) = compiled.run(None, feeds), expected(proto, feeds)
            np.testing.assert_allclose(found, wanted, rtol=2e-4, atol=2e-4)
        with pytest.raises(zeroskip.InvalidFeed, match="concat"):
            compiled.run(None, {"x": floats(1, 3, 10, 12)})


@pytest.mark.parametrize("width", [1, 5, "w"])
@pytest.mark.parametrize("op", ["Conv", "MaxPool", "AveragePool"])
def test_what_follows_a_window(op: str, width: int | str, tmp_path: Path) -> None:
    """Biases, residuals and factors of any broadcast shape become part of the window's kernel, with the same bits."""
    window = {"kernel_shape": [3, 1], "pads": [1, 0, 1, 0]}
    constants = {"weight": floats(6, 2, 3, 1), "bias": floats(6, 1, 1), "column": floats(3, 1, 1, 1, seed=1)}
    inputs = ["x", "weight"] if op == "Conv" else ["x"]
    nodes = [
        helper.make_node(op, inputs, ["y0"], **window, **({"group": 3} if op == "Conv" else {})),
        helper.make_node("Add", ["bias", "y0"], ["y1"]),
        helper.make_node("Mul", ["y1", "column"], ["y2"]),
        helper.make_node("Sub", ["image", "y2"], ["y3"]),
        helper.make_node("Mul", ["y3", "line"], ["y4"]),
        helper.make_node("Sigmoid", ["y4"], ["y"]),
    ]

    def build(height: int | str, width: int | str) -> ModelProto:
        shape = [3, 6, height, width]
        given = {"x": (FLOAT, shape), "image": (FLOAT, shape[1:]), "line": (FLOAT, [height, 1])}
        used = {name: data for name, data in constants.items() if name != "weight" or op == "Conv"}
        return model(nodes, given, ["y"], used)

    proto = build("h", width)
    bounds = {name: (0, 40) for name in ("h", width) if isinstance(name, str)}
    library = zeroskip.compile_model(proto, tmp_path / "model.so", dims=bounds)
    for height, columns in ((7, 5), (1, 1), (9, 33)):
        columns = columns if isinstance(width, str) else width
        feeds = {"x": floats(3, 6, height, columns), "image": floats(6, height, columns), "line": floats(height, 1)}
        (wanted,) = expected(proto, feeds)
        for threads in (1, 2):
            with zeroskip.load_compiled(library, threads=threads) as compiled:
                (found,) = compiled.run(None, feeds)
            np.testing.assert_allclose(found, wanted, rtol=2e-6, atol=2e-6)
        if op != "AveragePool":  # how often it divides depends on what is known of the sizes
            with zeroskip.load_compiled(zeroskip.compile_model(build(height, columns), tmp_path / "fixed.so")) as fixed:
                assert fixed.run(None, feeds)[0].tobytes() == found.tobytes()


@pytest.mark.parametrize("equation", ["nk,km->nm", "km,kn->mn", "mk,bkn->mbn", "bkm,kbn->bmn"])
def test_products_with_constants_whose_summed_extent_is_symbolic(equation: str, tmp_path: Path) -> None:
    """The constant, which is the operand with an m, knows the extent; in a run it must be the other's too."""
    sizes = {"b": 2, "n": 4, "k": 7, "m": 3}
    terms = equation.split("->")[0].split(",")
    random = np.random.default_rng(0)
    arrays = [random.standard_normal([sizes[axis] for axis in term], np.float32) for term in terms]
    weights = next(i for i, term in enumerate(terms) if "m" in term)
    names = ["w", "x"] if weights == 0 else ["x", "w"]
    node = helper.make_node("Einsum", names, ["y"], equation=equation)
    proto = model([node], {"x": (FLOAT, list(terms[1 - weights]))}, ["y"], {"w": arrays[weights]})
    with zeroskip.load_compiled(zeroskip.compile_model(proto, tmp_path / "m.so")) as compiled:
        (y,) = compiled.run(None, {"x": arrays[1 - weights]})
        np.testing.assert_allclose(y, np.einsum(equation, *arrays), rtol=1e-5, atol=1e-5)
        short = np.take(arrays[1 - weights], range(6), axis=terms[1 - weights].index("k"))
        with pytest.raises(zeroskip.InvalidFeed, match="does not match"):
            compiled.run(None, {"x": short})
