"""Fourier transforms and the mel scale against ONNX Runtime."""

from __future__ import annotations

import numpy as np
import pytest

from tests.frontend.onnx_models import agree_single, floats, single
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir.interpreter import interpret


def scalar(value: float) -> np.ndarray:
    return np.array(value, np.int64)


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("inverse", [0, 1])
@pytest.mark.parametrize(("length", "axis"), [(None, 1), (10, 1), (4, 2), (8, 2)])
def test_transforms(length: int | None, axis: int, inverse: int, parts: int) -> None:
    given = None if length is None else scalar(length)
    agree_single("DFT", floats(2, 7, 5, parts), given, constant=(1,), axis=axis, inverse=inverse)


@pytest.mark.parametrize("length", [None, 7, 12])
def test_onesided_transforms(length: int | None) -> None:
    given = None if length is None else scalar(length)
    agree_single("DFT", floats(2, 9, 1), given, constant=(1,), onesided=1)


def test_the_axis_is_an_input_of_newer_opsets() -> None:
    agree_single("DFT", floats(2, 3, 6, 2), None, scalar(1), constant=(2,), opset=20)
    with pytest.raises(CompileError, match="axis must not be the last one"):
        import_model(single("DFT", floats(2, 3, 6, 2), None, scalar(-1), constant=(2,), opset=20)[0])


@pytest.mark.parametrize("length", [5, 6, 9, 12])
def test_onesided_inverses(length: int) -> None:
    x = floats(3, 6, 2)
    proto, feeds = single("DFT", x, scalar(length), scalar(1), constant=(1, 2), opset=20, onesided=1, inverse=1)
    (y,) = interpret(import_model(proto), feeds).values()
    wanted = np.fft.irfft(x[..., 0] + 1j * x[..., 1], length)
    np.testing.assert_allclose(y[..., 0], wanted, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("onesided", [0, 1])
def test_short_transforms(onesided: int) -> None:
    window = np.hanning(16).astype(np.float32)
    agree_single("STFT", floats(2, 50, 1), scalar(6), window, scalar(16), constant=(1, 3), onesided=onesided)
    agree_single("STFT", floats(1, 50, 1), scalar(7), None, scalar(11), constant=(1, 3), onesided=onesided)


def test_mel_weights() -> None:
    numbers = [np.array(n, np.int64) for n in (8, 64, 8192)] + [np.array(e, np.float32) for e in (100, 3500)]
    agree_single("MelWeightMatrix", *numbers, constant=range(5))


def test_mel_weights_of_edges_beyond_the_spectrum() -> None:
    numbers = [np.array(n, np.int64) for n in (8, 64, 8192)] + [np.array(e, np.float32) for e in (100, 9500)]
    with pytest.raises(CompileError, match="the edges must lie between 0 and half the sample rate"):
        import_model(single("MelWeightMatrix", *numbers, constant=range(5))[0])


def test_lengths_that_are_not_positive() -> None:
    with pytest.raises(CompileError, match="dft_length must be at least 1, got 0"):
        import_model(single("DFT", floats(2, 3, 2), scalar(0), constant=(1,))[0])
