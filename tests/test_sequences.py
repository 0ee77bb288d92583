"""Sequences and optionals: as inputs and outputs, with lengths and positions that only a run knows, and in loops."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import ModelProto, parser

import zeroskip
from tests.frontend.onnx_models import Array, floats
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import format_graph, interpret, parse_graph, verify
from zeroskip.runtime import Error, InvalidFeed

X = [floats(2, 3), floats(4, 3), floats(0, 3), floats(1, 3)]
POSITIONS = [0, 2, 3, -1, -4]


def text(inputs: str, outputs: str, body: str, opset: int = 18) -> ModelProto:
    """A model in ONNX's text form."""
    header = f'<ir_version: 10, opset_import: ["" : {opset}]>'
    return parser.parse_model(f"{header} test ({inputs}) => ({outputs}) {{ {body} }}")


def same(found: Any, wanted: Any) -> None:
    """Equal values; sequences may be nested."""
    if wanted is None or isinstance(wanted, list):
        assert type(found) is type(wanted)
        for a, b in zip(found or [], wanted or [], strict=True):
            same(a, b)
    else:
        np.testing.assert_allclose(found, wanted, rtol=1e-6, atol=1e-6, strict=True)


def check(model: ModelProto, feeds: Mapping[str, Any], folder: Path) -> None:
    """Compiled, on one thread and on three, the outputs are those of onnxruntime, and of the interpreter."""
    session = onnxruntime.InferenceSession(model.SerializeToString())
    wanted = session.run(None, dict(feeds))
    graph = import_model(model)
    verify(graph)
    library = zeroskip.compile_model(model, folder / "model.so")
    for threads in (1, 3):
        with zeroskip.load_compiled(library, threads=threads) as compiled:
            for _ in range(2):
                same(compiled.run(None, feeds), wanted)
            tensors = {k: np.asarray(v) for k, v in compiled._tensors(feeds).items()}
            for name, array in interpret(graph, tensors).items():
                same(compiled.run_tensors(tensors)[name], array)


AT = text("seq(float[N, 3]) x, int64 p", "float[M, 3] y", "y = SequenceAt (x, p)")
CONSTRUCTED = text(
    "float[2, 3] a, float[N, 3] b, float[4] c, int64 p, int64 q",
    "seq(float[]) y, int64 n",
    """
    s = SequenceConstruct (a, b, c)
    t = SequenceInsert (s, b, p)
    y = SequenceErase (t, q)
    n = SequenceLength (y)
    """,
)


@pytest.mark.parametrize("position", POSITIONS)
def test_elements_of_any_position(position: int, tmp_path: Path) -> None:
    check(AT, {"x": X, "p": np.array(position)}, tmp_path)


@pytest.mark.parametrize("position", [4, -5])
def test_no_element_there(position: int, tmp_path: Path) -> None:
    library = zeroskip.compile_model(AT, tmp_path / "model.so")
    with zeroskip.load_compiled(library, threads=2) as compiled:
        with pytest.raises(Error, match="out of range"):
            compiled.run(None, {"x": X, "p": np.array(position)})
        same(compiled.run(None, {"x": X, "p": np.array(1)}), [X[1]])
        with pytest.raises(Error, match="out of range"):
            compiled.run(None, {"x": [], "p": np.array(0)})


@pytest.mark.parametrize("positions", [(0, 0), (3, -1), (-1, 2), (2, -4)])
def test_lists_with_positions_of_a_run(positions: tuple[int, int], tmp_path: Path) -> None:
    feeds = {"a": floats(2, 3), "b": floats(5, 3), "c": floats(4)}
    check(CONSTRUCTED, feeds | {name: np.array(p) for name, p in zip("pq", positions, strict=True)}, tmp_path)


def test_places_out_of_range(tmp_path: Path) -> None:
    feeds = {"a": floats(2, 3), "b": floats(5, 3), "c": floats(4)}
    library = zeroskip.compile_model(CONSTRUCTED, tmp_path / "model.so")
    with zeroskip.load_compiled(library) as compiled:
        for p, q in ((4, 0), (-4, 0), (0, 4), (0, -5)):
            with pytest.raises(Error, match="position is out of range"):
                compiled.run(None, feeds | {"p": np.array(p), "q": np.array(q)})


@pytest.mark.parametrize("position", [0, -1, 4, 2])
def test_insert_into_an_input(position: int, tmp_path: Path) -> None:
    model = text("seq(float[]) x, float[2] e, int64 p", "seq(float[]) y", "y = SequenceInsert (x, e, p)")
    check(model, {"x": [*X[:2], floats(), floats(1, 2, 3)], "e": floats(2), "p": np.array(position)}, tmp_path)


@pytest.mark.parametrize("length", [1, 3])
def test_erase_from_an_input(length: int, tmp_path: Path) -> None:
    model = text(
        "seq(float[]) x",
        "seq(float[]) y, int64 n",
        "last = Constant <value_int=-1> () y = SequenceErase (x, last) n = SequenceLength (y)",
    )
    check(model, {"x": X[:length]}, tmp_path)


@pytest.mark.parametrize("axis", [0, 1, -1, -3])
def test_concatenate(axis: int, tmp_path: Path) -> None:
    model = text("seq(float[A, B, C]) x", "float[D, E, F] y", f"y = ConcatFromSequence <axis = {axis}> (x)")
    elements = [np.moveaxis(floats(n, 2, 3, seed=n), 0, axis) for n in (2, 0, 3, 1)]
    check(model, {"x": elements}, tmp_path)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_stack(axis: int, tmp_path: Path) -> None:
    model = text("seq(float[A, B]) x", "float[D, E, F] y", f"y = ConcatFromSequence <axis = {axis}, new_axis = 1> (x)")
    check(model, {"x": [floats(2, 3, seed=n) for n in range(4)]}, tmp_path)


@pytest.mark.parametrize("new_axis", [0, 1])
def test_shapes_that_do_not_fit(new_axis: int, tmp_path: Path) -> None:
    body = f"y = ConcatFromSequence <axis = 0, new_axis = {new_axis}> (x)"
    model = text("seq(float[A, B]) x", f"float[{'D, E, F' if new_axis else 'D, E'}] y", body)
    library = zeroskip.compile_model(model, tmp_path / "model.so")
    with zeroskip.load_compiled(library) as compiled:
        with pytest.raises(Error, match="do not fit"):
            compiled.run(None, {"x": [floats(2, 3), floats(2, 4)]})
        with pytest.raises(Error, match="out of range"):
            compiled.run(None, {"x": []})


@pytest.mark.parametrize(("shape", "split"), [((7, 3), 3), ((7, 3), 9), ((4, 3), [1, 0, 3]), ((6, 2), [6])])
@pytest.mark.parametrize("axis", [0, 1, -1])
def test_split(shape: tuple[int, ...], split: int | list[int], axis: int, tmp_path: Path) -> None:
    body = f"y = SplitToSequence <axis = {axis}> (x, split)"
    model = text(f"float[N, M] x, int64{'' if isinstance(split, int) else '[K]'} split", "seq(float[]) y", body)
    check(model, {"x": np.moveaxis(floats(*shape), 0, axis), "split": np.array(split)}, tmp_path)


@pytest.mark.parametrize("keep", [0, 1])
def test_split_in_ones(keep: int, tmp_path: Path) -> None:
    body = f"y = SplitToSequence <axis = -1, keepdims = {keep}> (x) z = SplitToSequence <keepdims = {keep}> (x)"
    check(text("float[N, 3] x", "seq(float[]) y, seq(float[]) z", body), {"x": floats(5, 3)}, tmp_path)


GROW = text(
    "seq(float[]) x, int64 n, bool c, float[K] e",
    "seq(float[]) y, int64 count",
    """
    y = Loop (n, c, x) <body = step (int64 i, bool go, seq(float[]) s) => (bool on, seq(float[]) t) {
        on = Identity (go)
        k = SequenceLength (s)
        one = Constant <value_int = 1> ()
        shape = Constant <value_ints = [1, -1]> ()
        zero = Constant <value_ints = [0]> ()
        k1 = Reshape (k, zero1)
        part = Slice (e, zero, k1)
        t = SequenceInsert (s, part, i)
    }>
    zero1 = Constant <value_ints = [1]> ()
    count = SequenceLength (y)
    """,
)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_sequences_grow_in_loops(count: int, tmp_path: Path) -> None:
    feeds = {"x": [floats(2, 2), floats()], "n": np.array(count), "c": np.array(True), "e": floats(9)}
    check(GROW, feeds, tmp_path)


def test_the_text_of_a_loop_that_grows() -> None:
    printed = format_graph(import_model(GROW))
    assert "inner=[" in printed
    assert format_graph(parse_graph(printed)) == printed


def test_tensors_grow_in_loops(tmp_path: Path) -> None:
    model = text(
        "float[A, 2] x, float[1, 2] z, int64 n",
        "float[B, 2] y, float[C, 2] w, float[N] sums",
        """
        go = Constant <value = bool {1}> ()
        y, w, sums = Loop (n, go, x, z) <body = step (int64 i, bool on, float[D, 2] a, float[E, 2] b)
            => (bool next, float[F, 2] c, float[G, 2] d, float total) {
            next = Identity (on)
            c = Concat <axis = 0> (a, b)
            d = Identity (a)
            total = ReduceSum <keepdims = 0> (b)
        }>
        """,
    )
    for count in (0, 4):
        check(model, {"x": floats(3, 2), "z": floats(1, 2), "n": np.array(count)}, tmp_path)


def test_loops_that_grow_in_loops(tmp_path: Path) -> None:
    model = text(
        "float[A] x, int64 n, float limit",
        "float[B] y",
        """
        yes = Constant <value = bool {1}> ()
        y = Loop (n, yes, x) <body = outer (int64 i, bool on, float[D] a) => (bool next, float[F] c) {
            next = Identity (on)
            none = Constant <value_ints = [0]> ()
            empty = ConstantOfShape (none)
            b = Loop ("", yes, empty) <body = inner (int64 j, bool go, float[G] s) => (bool more, float[H] t) {
                t = Concat <axis = 0> (s, a)
                size = Size (t)
                f = Cast <to = 1> (size)
                more = Less (f, limit)
            }>
            c = Concat <axis = 0> (a, b)
        }>
        """,
    )
    check(model, {"x": floats(2), "n": np.array(3), "limit": np.array(5, np.float32)}, tmp_path)


def test_lists_whose_elements_grow_in_loops(tmp_path: Path) -> None:
    model = text(
        "float[2] a, float[3] b, int64 n",
        "seq(float[]) y",
        """
        yes = Constant <value = bool {1}> ()
        first = Constant <value_int = 0> ()
        s = SequenceConstruct (a, b)
        y = Loop (n, yes, s) <body = step (int64 i, bool on, seq(float[]) t) => (bool next, seq(float[]) u) {
            next = Identity (on)
            e = SequenceAt (t, first)
            longer = Concat <axis = 0> (e, b)
            u = SequenceConstruct (longer, a)
        }>
        """,
    )
    check(model, {"a": floats(2), "b": floats(3), "n": np.array(3)}, tmp_path)


def test_an_optional_gets_an_element_in_a_loop(tmp_path: Path) -> None:
    model = text(
        "float[2] a, int64 n",
        "optional(float[2]) y, bool has",
        """
        yes = Constant <value = bool {1}> ()
        nothing = Optional <type = float[2]> ()
        y = Loop (n, yes, nothing) <body = step (int64 i, bool on, optional(float[2]) o)
            => (bool next, optional(float[2]) p) { next = Identity (on) p = Optional (a) }>
        has = OptionalHasElement (y)
        """,
    )
    library = zeroskip.compile_model(model, tmp_path / "model.so")
    with zeroskip.load_compiled(library) as compiled:
        a = floats(2)
        same(compiled.run(None, {"a": a, "n": np.array(2)}), [a, np.array(True)])
        same(compiled.run(None, {"a": a, "n": np.array(0)}), [None, np.array(False)])


def test_map(tmp_path: Path) -> None:
    model = text(
        "seq(float[N, 3]) x, float[3] b",
        "seq(float[N, 3]) y, seq(int64[2]) z",
        """
        y, z = SequenceMap (x, b) <body = step (float[N, 3] e, float[3] o) => (float[N, 3] s, int64[2] t) {
            s = Add (e, o)
            t = Shape (s)
        }>
        """,
    )
    check(model, {"x": X, "b": floats(3)}, tmp_path)
    check(model, {"x": [], "b": floats(3)}, tmp_path)


@pytest.mark.parametrize("condition", [True, False])
def test_branches(condition: bool, tmp_path: Path) -> None:
    model = text(
        "bool c, seq(float[]) x, float[2] e",
        "seq(float[]) y",
        """
        y = If (c) <then_branch = one () => (seq(float[]) a) { a = SequenceInsert (x, e) },
                    else_branch = other () => (seq(float[]) b) { b = SequenceConstruct (e, e, e) }>
        """,
    )
    check(model, {"c": np.array(condition), "x": X, "e": floats(2)}, tmp_path)


OPTIONAL = text(
    "optional(seq(float[])) x, optional(float[N, 2]) t, float[N, 2] u",
    "bool has, bool hast, optional(seq(float[])) y, float[N, 2] v",
    """
    has = OptionalHasElement (x)
    hast = OptionalHasElement (t)
    y = Identity (x)
    v = If (hast) <then_branch = one () => (float[N, 2] a) { e = OptionalGetElement (t) a = Add (e, u) },
                   else_branch = other () => (float[N, 2] b) { b = Neg (u) }>
    """,
)


def test_optionals(tmp_path: Path) -> None:
    library = zeroskip.compile_model(OPTIONAL, tmp_path / "model.so")
    u, t = floats(5, 2), floats(5, 2, seed=1)
    with zeroskip.load_compiled(library) as compiled:
        assert [port.type for port in compiled.get_inputs()] == [
            "optional(seq(tensor(float)))",
            "optional(tensor(float))",
            "tensor(float)",
        ]
        same(compiled.run(None, {"x": X, "t": t, "u": u}), [np.array(True), np.array(True), X, t + u])
        same(compiled.run(None, {"x": None, "t": None, "u": u}), [np.array(False), np.array(False), None, -u])
        same(compiled(x=[], t=None, u=u)[2], [])


def test_an_optional_that_holds_nothing(tmp_path: Path) -> None:
    model = text("optional(float[2]) x", "float[2] y", "y = OptionalGetElement (x)")
    library = zeroskip.compile_model(model, tmp_path / "model.so")
    with zeroskip.load_compiled(library) as compiled:
        same(compiled(np.float32([1, 2])), np.float32([1, 2]))
        with pytest.raises(Error, match="holds nothing"):
            compiled.run(None, {"x": None})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "is None"),
        (floats(2, 3), "is ndarray, must be a list of arrays"),
        ([floats(3)], r"element 0 is of shape \[3\], must have shape \[\?, 3\]"),
        ([floats(2, 3), np.zeros((2, 3))], r"'x\[1\]': is float64, must be float32"),
    ],
)
def test_feeds_that_do_not_fit(value: Any, message: str, tmp_path: Path) -> None:
    library = zeroskip.compile_model(AT, tmp_path / "model.so")
    with zeroskip.load_compiled(library) as compiled, pytest.raises(InvalidFeed, match=message):
        compiled.run(None, {"x": value, "p": np.array(0)})


def test_shapes_that_do_not_fit_their_data(tmp_path: Path) -> None:
    library = zeroskip.compile_model(AT, tmp_path / "model.so")
    shapes = np.full((2, 8), -1)
    other = "an element of the sequence is not of shape"
    with zeroskip.load_compiled(library) as compiled:
        for row, message in (
            ([3, 3], "'SequenceAt_0': "), ([2, 4], other), ([2, -1], other), ([2**40, 2**40], other),
            ([-1, 3], "the size -1 is outside"), ([2, 3], None),
        ):  # fmt: skip
            shapes[:, :2] = row
            feeds: dict[str, Array] = {"x.shapes": shapes, "x.data": floats(12), "p": np.array(1)}
            if message is None:
                same(compiled.run_tensors(feeds)["y"], floats(12)[6:].reshape(2, 3))
            else:
                with pytest.raises(InvalidFeed, match=message):
                    compiled.run_tensors(feeds)


def test_random_inputs_fit(tmp_path: Path) -> None:
    zeroskip.compile_model(AT, tmp_path / "model.so", verify=True)
    zeroskip.compile_model(OPTIONAL, tmp_path / "model.so", verify=True)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (
            text("seq(float[]) x, int64 p", "float[] y", "y = SequenceAt (x, p)"),
            "rank of the sequence's elements is unkn",
        ),
        (text("seq(float[2]) x", "float y", "y = Neg (x)"), "input 0 must be a tensor, not a sequence"),
        (text("optional(float[2]) x", "float y", "y = Neg (x)"), "must not be an optional; take its element"),
        (text("float[2] x", "float y", "y = SequenceLength (x)"), "input 0 must be a sequence"),
        (
            text(
                "float[2] x",
                "seq(float[]) y",
                "p = Constant <value_int=2> () s = SequenceConstruct (x) y = SequenceErase (s, p)",
            ),
            "position 2 is out of range for a sequence of 1",
        ),
        (text("float[2] x, double[2] z", "seq(float[]) y", "y = SequenceConstruct (x, z)"), "others are f32; cast it"),
    ],
)
def test_refusals(model: ModelProto, message: str) -> None:
    with pytest.raises(CompileError, match=message):
        import_model(model)
