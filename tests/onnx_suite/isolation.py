"""A backend whose every model lives in a process of its own, which may die without taking the tests along."""

from __future__ import annotations

import multiprocessing
import traceback
from multiprocessing.connection import Connection
from typing import Any

from onnx import ModelProto
from onnx.backend.base import Backend, BackendRep

from zeroskip.backend import ZeroskipBackend
from zeroskip.compiler.diagnostics import CompileError

SECONDS = 120.0
"""How long one model may take to compile, or to run once."""

# A fork has everything imported, so a model costs milliseconds more than it would in this process.
_PROCESSES = multiprocessing.get_context("fork")


class RefusedError(Exception):
    """The compiler said that it does not support the model, and why."""


class CrashedError(Exception):
    """The process died or hung, or raised what no user should see."""


class IsolatedRep(BackendRep):  # type: ignore[misc]
    """A model in a process, which ends with this object."""

    def __init__(self, model: ModelProto, options: dict[str, Any]) -> None:
        self._connection, theirs = _PROCESSES.Pipe()
        self._process = _PROCESSES.Process(target=_serve, args=(theirs, model, options))
        self._process.start()
        theirs.close()
        self._receive()

    def run(self, inputs: Any, **_: Any) -> tuple[Any, ...]:
        self._connection.send(inputs)
        outputs: tuple[Any, ...] = self._receive()
        return outputs

    def __del__(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.join()

    def _receive(self) -> Any:
        """What the process sends; raises what it reports."""
        try:
            if not self._connection.poll(SECONDS):
                raise CrashedError(f"took longer than {SECONDS:.0f} s")
            error, content = self._connection.recv()
        except (EOFError, ConnectionError):
            self._process.join()
            raise CrashedError(f"the process died with exit code {self._process.exitcode}") from None
        if error is not None:
            raise error(content)
        return content


class IsolatedBackend(Backend):  # type: ignore[misc]
    """``ZeroskipBackend``, isolated. ``atol`` is for who compares the outputs."""

    @classmethod
    def prepare(cls, model: ModelProto, device: str = "CPU", atol: float = 0.0, **options: Any) -> IsolatedRep:
        dims = _named_dims(model) | options.pop("dims", {})
        return IsolatedRep(model, {**options, "dims": dims})

    @classmethod
    def supports_device(cls, device: str) -> bool:
        return ZeroskipBackend.supports_device(device)


def _named_dims(model: ModelProto) -> dict[str, tuple[int, int]]:
    """Bounds for the dims that the model itself leaves open: some tests make them 0."""
    constants = {tensor.name for tensor in model.graph.initializer}
    inputs = [proto.type.tensor_type for proto in model.graph.input if proto.name not in constants]
    return {dim.dim_param: (0, 64) for tensor in inputs for dim in tensor.shape.dim if dim.dim_param.isidentifier()}


def _serve(connection: Connection, model: ModelProto, options: dict[str, Any]) -> None:
    """Prepare the model, then answer inputs with outputs until the other end is closed."""
    try:
        rep = ZeroskipBackend.prepare(model, **options)
        connection.send((None, None))
        while True:
            connection.send((None, rep.run(connection.recv())))
    except EOFError:
        return
    except CompileError as refusal:
        connection.send((RefusedError, str(refusal)))
    except Exception:
        connection.send((CrashedError, traceback.format_exc(limit=-4)))
