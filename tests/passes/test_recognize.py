"""recognize_gelu, recognize_softmax, recognize_layer_norm."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from zeroskip.compiler.options import Options
from zeroskip.compiler.passes.recognize_gelu import recognize_gelu
from zeroskip.compiler.passes.recognize_layer_norm import recognize_layer_norm
from zeroskip.compiler.passes.recognize_softmax import recognize_softmax
from zeroskip.ir import Graph, interpret, parse_graph, verify

Pass = Callable[[Graph, Options], int]


def found(run: Pass, text: str) -> bool:
    """Whether the pass recognises the pattern whose result is ``%y``; also checks the numbers and a second run."""
    graph = parse_graph(text)
    x = {"x": np.random.default_rng(0).standard_normal(graph.inputs[0].type.static_shape({"n": 3})).astype(np.float32)}
    before = interpret(graph, x)["y"]
    rewrites = run(graph, Options())
    verify(graph)
    np.testing.assert_allclose(interpret(graph, x)["y"], before, rtol=1e-4, atol=1e-6)
    assert run(graph, Options()) == 0
    assert rewrites in (0, 1)
    return rewrites == 1


ERF = "%e = erf(%s) %a = add(%e, 1.0:f32)"
GELUS = {
    "pytorch": f"%s = div(%x, 1.4142135:f32) {ERF} %m = mul(%x, %a) %y = mul(%m, 0.5:f32)",
    "half first": f"%s = div(%x, 1.4142135:f32) {ERF} %h = mul(0.5:f32, %x) %y = mul(%a, %h)",
    "half with erf": f"%s = mul(0.70710677:f32, %x) {ERF} %h = mul(%a, 0.5:f32) %y = mul(%x, %h)",
    "halved": f"%s = mul(%x, 0.70710677:f32) {ERF} %m = mul(%a, %x) %y = div(%m, 2.0:f32)",
    "one map": "%y = map(%x) {t0 = mul(x0, 0.70710677:f32); t1 = erf(t0); t2 = add(1.0:f32, t1); t3 = mul(x0, t2); "
    "t4 = mul(t3, 0.5:f32)}",
    "of a product": f"%p = mul(%x, 3.0:f32) %s = div(%p, 1.4142135:f32) {ERF} %m = mul(%p, %a) %y = mul(%m, 0.5:f32)",
    "erf used elsewhere": f"%s = div(%x, 1.4142135:f32) {ERF} %m = mul(%x, %a) %y = mul(%m, 0.5:f32) %o = neg(%e)",
}
NO_GELUS = {
    "other factor": f"%s = div(%x, 1.4142135:f32) {ERF} %m = mul(%x, %a) %y = mul(%m, 0.25:f32)",
    "other scale": f"%s = div(%x, 1.5:f32) {ERF} %m = mul(%x, %a) %y = mul(%m, 0.5:f32)",
    "other value": f"%z = neg(%x) %s = div(%z, 1.4142135:f32) {ERF} %m = mul(%x, %a) %y = mul(%m, 0.5:f32)",
    "other summand": "%s = div(%x, 1.4142135:f32) %e = erf(%s) %a = add(%e, 2.0:f32) %m = mul(%x, %a) "
    "%y = mul(%m, 0.5:f32)",
    "x squared": f"%s = div(%x, 1.4142135:f32) {ERF} %m = mul(%x, %a) %q = mul(%m, %x) %y = mul(%q, 0.5:f32)",
}


@pytest.mark.parametrize("form", GELUS)
def test_gelu(form: str) -> None:
    assert found(recognize_gelu, f"graph g(%x: f32[2, n]) symbols(n: 1..4) {{ {GELUS[form]} return y = %y }}")


@pytest.mark.parametrize("form", NO_GELUS)
def test_no_gelu(form: str) -> None:
    assert not found(recognize_gelu, f"graph g(%x: f32[2, n]) symbols(n: 1..4) {{ {NO_GELUS[form]} return y = %y }}")


EXP = "%m = reduce(%x) {function=max, axes=[1]} %d = sub(%x, %m) %e = exp(%d) %s = reduce(%e) {function=sum, axes=[1]}"
SOFTMAXES = {
    "quotient": f"{EXP} %y = div(%e, %s)",
    "reciprocal": f"{EXP} %r = div(1.0:f32, %s) %y = mul(%r, %e)",
    "exp in one map": "%m = reduce(%x) {function=max, axes=[1]} %e = map(%x, %m) {t0 = sub(x0, x1); t1 = exp(t0)} "
    "%s = reduce(%e) {function=sum, axes=[1]} %y = div(%e, %s)",
}
NO_SOFTMAXES = {
    "no maximum": "%e = exp(%x) %s = reduce(%e) {function=sum, axes=[1]} %y = div(%e, %s)",
    "other axis": EXP.replace("axes=[1]", "axes=[2]", 1) + "%y = div(%e, %s)",
    "two axes": EXP.replace("axes=[1]", "axes=[1, 2]") + "%y = div(%e, %s)",
    "other sum": EXP.replace("reduce(%e)", "reduce(%d)") + "%y = div(%e, %s)",
    "minimum": EXP.replace("function=max", "function=min") + "%y = div(%e, %s)",
}


@pytest.mark.parametrize("form", SOFTMAXES)
def test_softmax(form: str) -> None:
    assert found(recognize_softmax, f"graph g(%x: f32[2, n, 5]) symbols(n: 1..4) {{ {SOFTMAXES[form]} return y = %y }}")


@pytest.mark.parametrize("form", NO_SOFTMAXES)
def test_no_softmax(form: str) -> None:
    text = f"graph g(%x: f32[2, n, 5]) symbols(n: 1..4) {{ {NO_SOFTMAXES[form]} return y = %y }}"
    assert not found(recognize_softmax, text)


CENTRE = "%s = reduce(%x) {function=sum, axes=[1, 2]} %m = mul(%s, 0.05:f32) %d = sub(%x, %m)"
VARIANCE = "%t = reduce(%q) {function=sum, axes=[1, 2]} %v = mul(0.05:f32, %t) %e = add(%v, 0.001:f32)"
LAYER_NORMS = {
    "pytorch": f"{CENTRE} %q = pow(%d, 2.0:f32) {VARIANCE} %r = sqrt(%e) %y = div(%d, %r)",
    "product": f"{CENTRE} %q = mul(%d, %d) {VARIANCE} %r = sqrt(%e) %y = div(%d, %r)",
    "square in one argument": f"{CENTRE} %q = map(%d) {{t0 = mul(x0, x0)}} {VARIANCE} %r = sqrt(%e) %y = div(%d, %r)",
    "reciprocal root": f"{CENTRE} %q = mul(%d, %d) {VARIANCE} %r = sqrt(%e) %i = div(1.0:f32, %r) %y = mul(%i, %d)",
    "power": f"{CENTRE} %q = mul(%d, %d) {VARIANCE} %r = pow(%e, -0.5:f32) %y = mul(%d, %r)",
    "root as power": f"{CENTRE} %q = mul(%d, %d) {VARIANCE} %r = pow(%e, 0.5:f32) %y = div(%d, %r)",
    "centred twice": f"{CENTRE} %d2 = sub(%x, %m) %q = mul(%d2, %d2) {VARIANCE} %r = sqrt(%e) %y = div(%d, %r)",
    "mean by division": f"{CENTRE} %q = mul(%d, %d) {VARIANCE} %r = sqrt(%e) %y = div(%d, %r)".replace(
        "mul(%s, 0.05:f32)", "div(%s, 20.0:f32)"
    ),
}
NO_LAYER_NORMS = {
    "not centred": f"{CENTRE} %q = mul(%x, %x) {VARIANCE} %r = sqrt(%e) %y = div(%d, %r)",
    "unbiased": f"{CENTRE} %q = mul(%d, %d) {VARIANCE} %r = sqrt(%e) %y = div(%d, %r)".replace(
        "mul(0.05:f32, %t)", "mul(0.0526:f32, %t)"
    ),
    "axes differ": f"{CENTRE} %q = mul(%d, %d) {VARIANCE} %r = sqrt(%e) %y = div(%d, %r)".replace(
        "reduce(%q) {function=sum, axes=[1, 2]}", "reduce(%q) {function=sum, axes=[1]}"
    ),
    "no epsilon": f"{CENTRE} %q = mul(%d, %d) {VARIANCE} %r = sqrt(%v) %y = div(%d, %r)",
    "fourth power": f"{CENTRE} %q = mul(%d, %d) {VARIANCE} %r = pow(%e, 2.0:f32) %y = div(%d, %r)",
}


@pytest.mark.parametrize("form", LAYER_NORMS)
def test_layer_norm(form: str) -> None:
    text = f"graph g(%x: f32[n, 4, 5]) symbols(n: 1..4) {{ {LAYER_NORMS[form]} return y = %y }}"
    assert found(recognize_layer_norm, text)


@pytest.mark.parametrize("form", NO_LAYER_NORMS)
def test_no_layer_norm(form: str) -> None:
    text = f"graph g(%x: f32[n, 4, 5]) symbols(n: 1..4) {{ {NO_LAYER_NORMS[form]} return y = %y }}"
    assert not found(recognize_layer_norm, text)


def test_long_products_take_no_time() -> None:
    squares = " ".join(f"%a{i + 1} = mul(%a{i}, %a{i})" for i in range(100))
    graph = parse_graph(f"graph g(%a0: f32[2]) {{ {squares} return y = %a100 }}")
    assert [run(graph, Options()) for run in (recognize_gelu, recognize_softmax, recognize_layer_norm)] == [0, 0, 0]


def test_pictures(check: Callable[..., None]) -> None:
    check(
        recognize_softmax,
        f"graph g(%x: f32[2, 3]) {{ {EXP} %y = div(%e, %s) return y = %y }}",
        f"graph g(%x: f32[2, 3]) {{ {EXP} %y = softmax(%x) {{axis=1}} return y = %y }}",
    )
