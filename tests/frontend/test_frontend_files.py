"""What a file can be: whole, broken, hostile, with its weights beside it."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from tests.frontend.onnx_models import FLOAT, floats, model
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import DType
from zeroskip.ir.interpreter import interpret

W = floats(3, 4)
PROTO = model([helper.make_node("MatMul", ["x", "w"], ["y"])], {"x": (FLOAT, [2, 3])}, ["y"], {"w": W})
DATA = PROTO.SerializeToString()


def refusal(source: str | os.PathLike[str] | bytes | onnx.ModelProto) -> str:
    """The one line with which a model is refused."""
    with pytest.raises(CompileError) as caught:
        import_model(source)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_path_bytes_and_a_proto_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(DATA)
    x = floats(2, 3)
    for source in (path, str(path), DATA, PROTO):
        np.testing.assert_allclose(interpret(import_model(source), {"x": x})["y"], x @ W, rtol=1e-5)


def test_the_model_given_is_left_as_it_was() -> None:
    before = PROTO.SerializeToString(deterministic=True)
    import_model(PROTO)
    assert PROTO.SerializeToString(deterministic=True) == before


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "none.onnx"
    assert refusal(path) == f"{path}: no such file; give the path of an ONNX model"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: cannot be read (Is a directory); give the path of an ONNX model"


def test_a_path_that_cannot_exist() -> None:
    assert "cannot be read" in refusal("a\0b") or "no such file" in refusal("a\0b")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.onnx"
    path.write_bytes(b"")
    assert refusal(path) == f"{path}: the file is empty; export or download the model again"


@pytest.mark.parametrize("content", [b"\x7fELF" * 50, b"{}", b"PK\x03\x04 zip", b"x" * 1000])
def test_other_formats(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.onnx"
    path.write_bytes(content)
    assert refusal(path) == f"{path}: truncated, or not an ONNX file; export or download the model again"


@pytest.mark.parametrize("length", range(1, len(DATA)))
def test_truncated_files(length: int) -> None:
    assert "truncated, or not an ONNX file" in refusal(DATA[:length])


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(DATA) - 1), st.integers(0, 255))
def test_a_damaged_byte_is_refused_or_harmless(position: int, byte: int) -> None:
    damaged = DATA[:position] + bytes([byte]) + DATA[position + 1 :]
    try:
        import_model(damaged)
    except CompileError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("byte", [b"\xff", b"\n", b"\x1b"])
def test_names_that_are_no_text(byte: bytes) -> None:
    line = "model: has a name that is not printable text; export or download the model again"
    assert refusal(DATA.replace(b"MatMul", byte + b"atMul")) == line


def test_a_graph_without_outputs() -> None:
    assert refusal(model([], {"x": (FLOAT, [1])}, [])) == "test: the graph has no outputs; export the model again"


def test_versions_that_are_too_new_or_too_old() -> None:
    new, old, none, ir, other = (onnx.ModelProto.FromString(DATA) for _ in range(5))
    new.opset_import[0].version = 99
    old.opset_import[0].version = 0
    none.opset_import[0].domain = "com.example"
    ir.ir_version = 99
    assert refusal(new).startswith("test: has opset 99, but 7 to 28 are supported; convert it with")
    assert refusal(old).startswith("test: has opset 0, but 7 to 28 are supported; convert it with")
    assert refusal(none).startswith("test: has no opset of ai.onnx, whose operators it uses")
    other.CopyFrom(none)
    for node in other.graph.node:
        node.domain = "com.example"
    assert "operators of domain 'com.example' are not supported" in refusal(other)
    assert refusal(ir).startswith("test: IR version 99 is newer than 14, the newest supported")


def test_old_opsets_are_converted() -> None:
    x, slope = ("x", FLOAT, [1, 3, 2, 2]), helper.make_tensor("slope", FLOAT, [3], [0.5, 2.0, -1.0])
    ends = [helper.make_tensor_value_info(*x)], [helper.make_tensor_value_info("y", *x[1:])]
    nodes = [
        helper.make_node("Add", ["x", "slope"], ["s"], axis=1, broadcast=1),
        helper.make_node("PRelu", ["s", "slope"], ["y"]),
    ]
    old = helper.make_model(helper.make_graph(nodes, "old", *ends, [slope]), opset_imports=[helper.make_opsetid("", 6)])
    feeds = {"x": np.arange(-6, 6, dtype=np.float32).reshape(1, 3, 2, 2)}
    (y,) = interpret(import_model(old), feeds).values()
    channel = np.float32([0.5, 2, -1]).reshape(3, 1, 1)
    added = feeds["x"] + channel
    np.testing.assert_array_equal(y, np.where(added < 0, added * channel, added))
    old.graph.node[0].op_type = "Mystery"
    assert refusal(old).startswith("old: has opset 6 and cannot be converted to opset 7: ")


@pytest.mark.parametrize("dtype", DType, ids=str)
@pytest.mark.parametrize("raw", [True, False])
def test_initialisers_of_every_type(dtype: DType, raw: bool) -> None:
    array = np.array([[0, 1, 2], [3, 100, 7], [-2, -1, 8]]).astype(dtype.numpy)
    tensor = numpy_helper.from_array(array, "w")
    if not raw:
        # The field for the type holds the same bytes, as numbers of its own size.
        code, narrow = tensor.data_type, dtype.is_narrow
        given = np.frombuffer(tensor.raw_data, f"u{dtype.bytes}") if narrow else array.ravel() * 1
        tensor = onnx.TensorProto(dims=array.shape, data_type=code, name="w")
        getattr(tensor, helper.tensor_dtype_to_field(code)).extend(given.tolist())
    proto = model([helper.make_node("Identity", ["w"], ["y"])], {}, ["y"])
    proto.graph.initializer.append(tensor)
    result = interpret(import_model(proto), {})["y"]
    assert result.dtype == array.dtype
    assert result.tobytes() == array.tobytes()


def sparse(values: object, indices: object, shape: list[int], dtype: type = np.int64) -> onnx.SparseTensorProto:
    tensor = onnx.SparseTensorProto(dims=shape)
    tensor.values.CopyFrom(numpy_helper.from_array(np.array(values, np.float32), "w"))
    tensor.indices.CopyFrom(numpy_helper.from_array(np.array(indices, dtype)))
    return tensor


def with_sparse(tensor: onnx.SparseTensorProto, by_node: bool = False) -> onnx.ModelProto:
    """A model whose output is a sparse initialiser, or the constant of a node."""
    if by_node:
        return model([helper.make_node("Constant", [], ["y"], name="w", sparse_value=tensor)], {}, ["y"])
    proto = model([helper.make_node("Identity", ["w"], ["y"])], {}, ["y"])
    proto.graph.sparse_initializer.append(tensor)
    return proto


@pytest.mark.parametrize("by_node", [False, True])
@pytest.mark.parametrize(
    ("indices", "shape"),
    [
        ([1, 6, 11], [3, 4]),
        ([[0, 1], [1, 2], [2, 3]], [3, 4]),
        ([[0, 1, 0], [0, 1, 2], [1, 0, 2]], [2, 2, 3]),
        ([0, 1, 4], [5]),
        ([[0], [1], [4]], [5]),
        ([], [3, 4]),
        (np.zeros((0, 2)), [3, 4]),
        ([], [0, 4]),
        ([0], []),
        (np.zeros((1, 0)), []),
    ],
)
def test_sparse_tensors(indices: object, shape: list[int], by_node: bool) -> None:
    given = np.array(indices, np.int64)
    places = given if given.ndim == 1 else np.ravel_multi_index(tuple(given.T), shape) if shape else np.array([0])
    wanted = np.zeros(math.prod(shape), np.float32)
    values = np.arange(1, 1 + len(given))
    wanted[places] = values
    found = interpret(import_model(with_sparse(sparse(values, given, shape), by_node)), {})["y"]
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, wanted.reshape(shape))


@pytest.mark.parametrize(
    ("tensor", "message"),
    [
        (sparse([1], [12], [3, 4]), "an index lies outside its shape [3, 4]"),
        (sparse([1], [-1], [3, 4]), "an index lies outside its shape [3, 4]"),
        (sparse([1], [[0, 4]], [3, 4]), "an index lies outside its shape [3, 4]"),
        (sparse([1], [0], [0, 4]), "an index lies outside its shape [0, 4]"),
        (sparse([1], [1, 2], [3, 4]), "values of shape [1] and int64 indices of shape [2] are no sparse tensor"),
        (sparse(1, [1], [3, 4]), "values of shape [] and int64 indices of shape [1] are no sparse tensor"),
        (sparse([[1]], [1], [3, 4]), "values of shape [1, 1] and int64 indices of shape [1] are no sparse tensor"),
        (sparse([1], 1, [3, 4]), "values of shape [1] and int64 indices of shape [] are no sparse tensor"),
        (sparse([1], [1], [3, 4], np.int32), "values of shape [1] and int32 indices of shape [1] are no sparse tensor"),
        (sparse([1], [[1, 2, 3]], [3, 4]), "its indices have 3 columns for a tensor of rank 2"),
        (sparse([1, 2], [3, 3], [3, 4]), "its indices are not in ascending order, or list an element twice"),
        (sparse([1, 2], [4, 3], [3, 4]), "its indices are not in ascending order, or list an element twice"),
        (sparse([1, 2], [[1, 0], [0, 3]], [3, 4]), "its indices are not in ascending order, or list an element twice"),
        (
            sparse([1], [1], [2**24, 2**24]),
            "its dense form f32[16777216, 16777216] takes 1024T bytes, more than limit-",
        ),
        (sparse([1], [[0, 1]], [2**31, 2**31]), f"its shape {[2**31] * 2} is too large to be meant"),
        (sparse([], [], [0, 2**62]), f"its shape {[0, 2**62]} is too large to be meant"),
        (sparse([1], [0], [1] * 40), "it has 40 axes, more than 32"),
        (sparse([1], [1], [-3, 4]), "its shape [-3, 4] has a negative extent"),
    ],
)
def test_sparse_tensors_that_do_not_fit(tensor: onnx.SparseTensorProto, message: str) -> None:
    assert refusal(with_sparse(tensor)).startswith(f"initialiser 'w': {message}")
    assert refusal(with_sparse(tensor, by_node=True)).startswith(f"Constant 'w': {message}")


def test_shapes_beyond_reason() -> None:
    for dims in ([0, 2**62], [1] * 40):
        tensor = TensorProto(name="w", dims=dims, data_type=FLOAT, raw_data=bytes(4 * math.prod(dims)))
        proto = model([helper.make_node("Identity", ["w"], ["y"])], {}, ["y"])
        proto.graph.initializer.append(tensor)
        assert "initialiser 'w': it" in refusal(proto)


@pytest.mark.parametrize(("count", "bytes_given"), [(11, 44), (13, 52), (0, 0)])
def test_too_few_and_too_many_bytes(count: int, bytes_given: int) -> None:
    proto = onnx.ModelProto.FromString(DATA)
    proto.graph.initializer[0].raw_data = b"\0" * 4 * count
    wanted = f"initialiser 'w': shape [3, 4] of f32 needs 48 bytes, but it has {bytes_given}; export the model again"
    assert refusal(proto) == wanted
    proto.graph.initializer[0].ClearField("raw_data")
    proto.graph.initializer[0].float_data.extend([0.0] * count)
    assert refusal(proto) == wanted


def test_types_that_are_not_supported_are_all_listed() -> None:
    node = helper.make_node("Add", ["x", "number"], ["y"], name="add")
    proto = model([node], {"x": (TensorProto.COMPLEX64, [3])}, ["y"])
    proto.graph.initializer.append(numpy_helper.from_array(np.zeros(3, np.complex64), "number"))
    proto.graph.initializer.append(helper.make_tensor("text", TensorProto.STRING, [1], [b"a"]))
    with pytest.raises(CompileError) as caught:
        import_model(proto)
    assert str(caught.value).splitlines() == [
        "input 'x': element type complex64 is not supported; convert the model to float32",
        "initialiser 'number': element type complex64 is not supported; convert the model to float32",
        "initialiser 'text': element type string is not supported; convert the model to float32",
    ]


# -- external data ----------------------------------------------------------------------------------------------------


def external(folder: Path, location: str, **entries: int) -> Path:
    """The model with its weight in another file."""
    proto = onnx.ModelProto.FromString(DATA)
    tensor = proto.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, **entries}.items():
        tensor.external_data.add(key=key, value=str(value))
    path = folder / "model.onnx"
    path.write_bytes(proto.SerializeToString())
    return path


def test_external_data(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "w.bin").write_bytes(b"\0" * 16 + W.tobytes() + b"\0")
    for path in (external(tmp_path, "sub/w.bin", offset=16, length=48), external(tmp_path, "sub/w.bin", offset=16)):
        np.testing.assert_array_equal(import_model(path).constants()[0].data, W)


def test_external_data_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "w.bin").write_bytes(W.tobytes())
    external(tmp_path, "w.bin")
    monkeypatch.chdir(tmp_path)
    np.testing.assert_array_equal(import_model("model.onnx").constants()[0].data, W)


OUTSIDE = ["../w.bin", "/etc/hostname", "a/../../w.bin", "link.bin", "folder/w.bin", "", "."]


@pytest.mark.parametrize("location", OUTSIDE)
def test_external_data_stays_in_the_models_folder(tmp_path: Path, location: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "w.bin").write_bytes(W.tobytes())
    (home / "link.bin").symlink_to(tmp_path / "w.bin")
    (home / "folder").symlink_to(tmp_path)
    wanted = f"initialiser 'w': its data file '{location}' lies outside the model's folder; copy it there"
    assert refusal(external(home, location)) == wanted


def test_external_data_that_is_missing_or_of_the_wrong_size(tmp_path: Path) -> None:
    missing = "initialiser 'w': its data file 'w.bin' does not exist beside the model; copy it there"
    assert refusal(external(tmp_path, "w.bin")) == missing
    (tmp_path / "w.bin").write_bytes(W.tobytes()[:-4])
    needs = "initialiser 'w': shape [3, 4] needs 48 bytes, but 'w.bin' has"
    assert refusal(external(tmp_path, "w.bin")) == f"{needs} 44; export the model again"
    assert refusal(external(tmp_path, "w.bin", length=44)) == f"{needs} 44; export the model again"
    assert refusal(external(tmp_path, "w.bin", offset=1000)) == f"{needs} 0; export the model again"
    assert "must be integers" in refusal(external(tmp_path, "w.bin", offset="x"))  # type: ignore[arg-type]
    assert "the offset -8 of its external data is negative" in refusal(external(tmp_path, "w.bin", offset=-8))


def test_external_data_needs_a_path(tmp_path: Path) -> None:
    data = external(tmp_path, "w.bin").read_bytes()
    assert refusal(data) == "initialiser 'w': its data is in the file 'w.bin'; give the model by its path, not as bytes"
