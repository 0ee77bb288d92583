"""What ONNX leaves open is defined, the same for inputs of known and unknown size and for constants, and kills nobody.

Integers wrap, shifts by all bits leave nothing, numbers go to the nearest end of an integer type; an integer divided by
zero and an index out of range end the run with an error, unless they stand in a branch that is not taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

import zeroskip
from tests.frontend.onnx_models import model
from tests.kernels.element_wise import on_every_target
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import DType, Expression
from zeroskip.ir.expression import FUNCTIONS

Arrays = Mapping[str, np.ndarray]
INTEGERS = [np.dtype(f"{kind}{bytes}") for kind in "iu" for bytes in (1, 2, 4, 8)]
MODES = ["static", "symbolic", "constant"]


def node(op: str, inputs: str, output: str, **attributes: Any) -> NodeProto:
    """A node called after its output."""
    return helper.make_node(op, inputs.split(), output.split(), name=f"the_{output}", **attributes)


def model_of(nodes: Sequence[NodeProto], values: Arrays, mode: str, outputs: Sequence[str]) -> ModelProto:
    """The nodes with the values as inputs of known size or of unknown one, or as constants."""
    if mode == "constant":
        return model(nodes, {}, outputs, values, opset=18)
    sizes = {n: [f"{n}_{i}" for i in range(a.ndim)] if mode == "symbolic" else a.shape for n, a in values.items()}
    types = {n: (helper.np_dtype_to_tensor_dtype(a.dtype), sizes[n]) for n, a in values.items()}
    return model(nodes, types, outputs, opset=18)


def compiled(proto: ModelProto, folder: Path, threads: int = 2) -> zeroskip.CompiledModel:
    return zeroskip.load_compiled(zeroskip.compile_model(proto, folder / "model.so"), threads=threads)


# -- results ----------------------------------------------------------------------------------------------------------


def wrapped(numbers: Sequence[int], dtype: np.dtype) -> np.ndarray:
    """Numbers of any size in an integer type."""
    mask = 2 ** (8 * dtype.itemsize) - 1
    return np.array([number & mask for number in numbers], np.uint64).astype(dtype)


def integer_cases(dtype: np.dtype) -> tuple[list[NodeProto], Arrays, Arrays]:
    """Nodes, values and what is wanted."""
    t, code = dtype.name, helper.np_dtype_to_tensor_dtype(dtype)
    low, high, bits = np.iinfo(dtype).min, np.iinfo(dtype).max, 8 * dtype.itemsize
    x = [low, high, 0, 1, 5, low, low]
    y = [-1, -1, -1, 1, 2, 2, 3] if low else [1, high, high, 1, 2, 2, 3]
    quotients = [abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1) for a, b in zip(x, y, strict=True)]
    floats = np.array([np.nan, np.inf, -np.inf, 1e30, -1e30, 1.9, -1.9 if low else 0.9])
    ends = [0, high, low, high, low, 1, -1 if low else 0]
    nodes = [
        node("Div", f"x_{t} y_{t}", f"div_{t}"),
        node("Mod", f"x_{t} y_{t}", f"mod_{t}"),
        node("Mod", f"x_{t} y_{t}", f"rem_{t}", fmod=1),
        node("Mul", f"x_{t} x_{t}", f"mul_{t}"),
        node("Add", f"x_{t} x_{t}", f"add_{t}"),
        node("Cast", f"f_{t}", f"cast_{t}", to=code),
    ]
    values = {f"x_{t}": np.array(x, dtype), f"y_{t}": np.array(y, dtype), f"f_{t}": floats.astype(np.float32)}
    wanted = {
        f"div_{t}": quotients,
        f"mod_{t}": [a % b for a, b in zip(x, y, strict=True)],
        f"rem_{t}": [a - q * b for q, a, b in zip(quotients, x, y, strict=True)],
        f"mul_{t}": [a * a for a in x],
        f"add_{t}": [2 * a for a in x],
        f"cast_{t}": ends,
    }
    if low:
        nodes += [node("Neg", f"x_{t}", f"neg_{t}"), node("Abs", f"x_{t}", f"abs_{t}")]
        wanted |= {f"neg_{t}": [-a for a in x], f"abs_{t}": [abs(a) for a in x]}
    else:
        by = [0, bits - 1, bits, bits + 1, 1, 64 % (high + 1), high]
        values[f"s_{t}"] = np.array(by, dtype)
        values[f"v_{t}"] = np.full(len(by), high, dtype)
        for direction in ("LEFT", "RIGHT"):
            nodes.append(node("BitShift", f"v_{t} s_{t}", f"{direction}_{t}", direction=direction))
        wanted[f"LEFT_{t}"] = [high << b if b < bits else 0 for b in by]
        wanted[f"RIGHT_{t}"] = [high >> b if b < bits else 0 for b in by]
    return nodes, values, {name: wrapped(numbers, dtype) for name, numbers in wanted.items()}


@pytest.mark.parametrize("mode", MODES)
def test_integers(mode: str, tmp_path: Path) -> None:
    nodes: list[NodeProto] = []
    values: dict[str, np.ndarray] = {}
    wanted: dict[str, np.ndarray] = {}
    for dtype in INTEGERS:
        more = integer_cases(dtype)
        nodes += more[0]
        values |= more[1]
        wanted |= more[2]
    with compiled(model_of(nodes, values, mode, list(wanted)), tmp_path) as program:
        results = program.run(None, {} if mode == "constant" else values)
    for (name, array), result in zip(wanted.items(), results, strict=True):
        np.testing.assert_array_equal(result, array, err_msg=name, strict=True)


EDGES = {
    "f": [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 1e-45, -1e-45, 1e-38, 3e38, -3e38, 2.0**31, -(2.0**63), 2.0**64,
          np.inf, -np.inf, np.nan],
    "b": [False, True],
}  # fmt: skip
EXACT = {"add", "sub", "mul", "div", "rem", "min", "max", "neg", "abs", "sqrt", "floor", "ceil", "round"}


def edges(dtype: DType) -> list[Any]:
    """The numbers of a type where something is special."""
    low, high = (0, 0) if dtype.is_float or dtype is DType.BOOL else dtype.limits
    return EDGES.get(dtype.kind) or sorted(
        {low, low + 1, -1 if low else 0, 0, 1, 2, 7, 8 * dtype.bytes, high - 1, high}
    )


@settings(max_examples=50)
@given(data=st.data())
def test_constants_are_folded_to_what_kernels_compute(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FUNCTIONS.keys() - {"bitcast"})))
    function = FUNCTIONS[name]
    dtype = data.draw(st.sampled_from([d for d in DType if d.kind in function.kinds and not d.is_narrow]))
    to = data.draw(st.sampled_from([d for d in DType if not d.is_narrow])) if name == "cast" else None
    dtypes = [DType.BOOL if name == "where" and i == 0 else dtype for i in range(function.arity)]
    grids = np.meshgrid(*(np.array(edges(d), d.numpy) for d in dtypes), indexing="ij")
    arrays = [grid.ravel() for grid in grids]
    if name in ("div", "rem") and not dtype.is_float:
        arrays = [array[arrays[1] != 0] for array in arrays]
    expression = Expression.call(name, to)
    folded, found = expression.reference(arrays), on_every_target(expression, *arrays)
    assert folded.dtype == found.dtype
    if not DType.of(found).is_float or name in EXACT or name in ("cast", "where", "identity"):
        np.testing.assert_array_equal(found, folded)
    else:
        least = 1e-6 if name == "gelu" else float(np.finfo(found.dtype).tiny)
        np.testing.assert_allclose(found, folded, rtol=8 * float(np.finfo(found.dtype).eps), atol=least)


# -- errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["static", "symbolic"])
def test_integers_divided_by_zero(mode: str, tmp_path: Path) -> None:
    names = [dtype.name for dtype in INTEGERS]
    nodes = [node(op, f"x_{t} y_{t}", f"{op}_{t}") for t in names for op in ("Div", "Mod")]
    good = {f"{n}_{t.name}": np.ones(60, t) for t in INTEGERS for n in "xy"}
    with compiled(model_of(nodes, good, mode, [n.output[0] for n in nodes]), tmp_path, threads=3) as program:
        for t in names:
            divisor = good[f"y_{t}"].copy()
            divisor[47] = 0
            with pytest.raises(zeroskip.Error, match=rf"^step 'the_\w+_{t}.*': an integer is divided by zero$"):
                program.run(None, {**good, f"y_{t}": divisor})
        assert all((result <= 1).all() for result in program.run(None, good))


def indexing(dtype: np.dtype) -> tuple[list[NodeProto], Arrays]:
    """Nodes that read or write ``x: f32[2, 3]`` at ``i_{node}``, and good indices for them."""
    t = dtype.name
    shapes = {"Gather": (4,), "GatherElements": (1, 3), "ScatterElements": (1, 3)}
    if dtype == np.int64:
        shapes |= {"GatherND": (1, 1), "ScatterND": (1, 1)}
    nodes = [node(op, f"x i_{op}_{t}" + " u" * op.startswith("Scatter"), f"{op}_{t}") for op in shapes]
    return nodes, {f"i_{op}_{t}": np.zeros(shape, dtype) for op, shape in shapes.items()}


@pytest.mark.parametrize("threads", [1, 3])
def test_indices_of_data_out_of_range(threads: int, tmp_path: Path) -> None:
    (nodes, indices), (more, others) = map(indexing, map(np.dtype, (np.int32, np.int64)))
    good = {"x": np.ones((2, 3), np.float32), "u": np.ones((1, 3), np.float32), **indices, **others}
    outputs = [one.output[0] for one in (*nodes, *more)]
    with compiled(model_of([*nodes, *more], good, "static", outputs), tmp_path, threads) as program:
        for output in outputs:
            array = good[f"i_{output}"]
            limits = np.iinfo(array.dtype)
            for wrong in (2, -3, limits.max, limits.min):
                bad = array.copy()
                bad.flat[-1] = wrong
                with pytest.raises(zeroskip.Error, match=rf"^step 'the_{output}': an index is out of range$"):
                    program.run(None, {**good, f"i_{output}": bad})
        assert all((result == 1).all() for result in program.run(None, good))


@pytest.mark.parametrize("dtype", [np.int32, np.int64])
def test_constant_indices_out_of_range(dtype: type) -> None:
    nodes, indices = indexing(np.dtype(dtype))
    for one in nodes:
        name = one.input[1]
        for wrong in (2, -3, np.iinfo(dtype).max, np.iinfo(dtype).min):
            values = {name: np.full_like(indices[name], wrong), "x": np.ones((2, 3), np.float32)}
            values["u"] = np.ones((1, 3), np.float32)
            with pytest.raises(zeroskip.CompileError, match=f"'{one.name}': an index is out of range"):
                import_model(model_of([one], values, "constant", one.output))


def test_pads_of_a_run_that_take_away_too_much(tmp_path: Path) -> None:
    values = {"x": np.ones((2, 3), np.float32), "p": np.int64([0, -1, 0, -1])}
    with compiled(model_of([node("Pad", "x p", "y")], values, "static", ["y"]), tmp_path) as program:
        assert program.run(None, values)[0].shape == (2, 1)
        for pads in ([-1, 0, -2, 0], [-(2**31) + 1, 0, -1, 0]):
            with pytest.raises(zeroskip.InvalidFeed, match="Pad 'the_y': negative pads take away more than"):
                program.run(None, {**values, "p": np.int64(pads)})


@pytest.mark.parametrize("limits", [(-(2**63), 2**63 - 1, 1), (2**62, -(2**62), -1), (0, 2**40, 1)])
def test_ranges_that_cannot_be_counted(limits: tuple[int, int, int], tmp_path: Path) -> None:
    values = {name: np.int64(limit) for name, limit in zip("abd", limits, strict=True)}
    one = node("Range", "a b d", "y")
    with pytest.raises(zeroskip.CompileError, match=r"Range 'the_y': its result .* bytes, more than limit-memory"):
        import_model(model_of([one], values, "constant", ["y"]))
    with compiled(model_of([one], values, "static", ["y"]), tmp_path) as program:
        with pytest.raises(zeroskip.InvalidFeed, match=r"'the_y': the size 4611686018427387904 is outside"):
            program.run(None, values)
        assert program.run(None, {"a": np.int64(5), "b": np.int64(0), "d": np.int64(-2)})[0].tolist() == [5, 3, 1]


@pytest.mark.parametrize("mode", MODES)
def test_tensors_without_elements(mode: str, tmp_path: Path) -> None:
    values = {"x": np.ones((2, 0), np.float32)}
    nodes = [node("Softmax", "x", "y", axis=1), node("LogSoftmax", "x", "z", axis=1)]
    nodes += [node("ReduceSum", "x", "s", keepdims=0), node("CumSum", "x one", "c"), node("Transpose", "x", "t")]
    proto = model_of(nodes, values, mode, [one.output[0] for one in nodes])
    proto.graph.initializer.append(numpy_helper.from_array(np.int64(1), "one"))
    library = zeroskip.compile_model(proto, tmp_path / "m.so", dims={"x_1": (0, 9)} if mode == "symbolic" else None)
    with zeroskip.load_compiled(library) as program:
        y, *others = program.run(None, {} if mode == "constant" else values)
    assert [other.shape for other in (y, *others)] == [(2, 0), (2, 0), (), (2, 0), (0, 2)]
    assert others[1] == 0


@pytest.mark.parametrize(
    ("one", "values", "message"),
    [
        # A number that the type does not have.
        (node("Celu", "x", "y", alpha=2.5), {"x": np.int32([1])}, "2.5 is no number of type i32"),
        (node("ReverseSequence", "x l", "y"), {"x": np.ones((2, 3), np.float32), "l": np.ones((3, 1), np.int64)},
         r"needs a tensor of rank 1, got i64\[3, 1\]"),
        (node("Bernoulli", "x", "y"), {"x": np.uint32([1])}, "there are no random numbers of type u32"),
        (node("MaxUnpool", "x i", "y", kernel_shape=[2], strides=[2, 2]),
         {"x": np.ones((1, 1, 2), np.float32), "i": np.zeros((1, 1, 2), np.int64)}, r"strides=\[2, 2\] and pads="),
        (node("ConstantOfShape", "s", "y"), {"s": np.int64([2**62, 2**62, 0])}, "extents too large to count"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(one: NodeProto, values: Arrays, message: str) -> None:
    # What a shape says only a run knows, unless it is a constant.
    for mode in ["constant"] if "s" in values else ["static", "constant"]:
        with pytest.raises(zeroskip.CompileError, match=rf"{one.op_type} 'the_y': .*{message}"):
            import_model(model_of([one], values, mode, ["y"]))


BRANCHES = {
    "a division of data": [node("Div", "d d", "q"), node("Add", "x q", "b")],
    "a division of constants": [node("Div", "one none", "q"), node("Add", "x q", "b")],
    "an index of data": [node("Gather", "x far", "q"), node("Add", "x q", "b")],
    "an index of constants": [node("Gather", "one nine", "q"), node("Add", "x q", "b")],
    "a shape": [node("Reshape", "x pair", "q"), node("ReduceSum", "q", "r", keepdims=0), node("Add", "x r", "b")],
}


@pytest.mark.parametrize("case", BRANCHES)
def test_only_the_branch_that_is_taken_fails(case: str, tmp_path: Path) -> None:
    other = node("Identity", "x", "e")
    bodies = {
        name: helper.make_graph(nodes, "body", [], [onnx.ValueInfoProto(name=nodes[-1].output[0])])
        for name, nodes in (("then_branch", BRANCHES[case]), ("else_branch", [other]))
    }
    constants = {n: np.int64([v]) for n, v in {"one": 1, "none": 0, "nine": 9}.items()} | {"pair": np.int64([2, 2])}
    inputs = {"c": (TensorProto.BOOL, []), **{n: (TensorProto.INT64, ["n"]) for n in ("x", "d", "far")}}
    proto = model([helper.make_node("If", ["c"], ["y"], **bodies)], inputs, ["y"], constants)
    feeds = {"x": np.arange(3), "d": np.zeros(3, np.int64), "far": np.full(3, 2**62)}
    with compiled(proto, tmp_path) as program:
        np.testing.assert_array_equal(program.run(None, {**feeds, "c": np.array(False)})[0], feeds["x"])
        with pytest.raises(zeroskip.Error, match=r"'the_[qb]'"):
            program.run(None, {**feeds, "c": np.array(True)})
