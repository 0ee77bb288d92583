"""Properties of the memory plan: no two live buffers overlap, and conflicting steps meet at barriers between them."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given, settings

from zeroskip.compiler.schedule.memory import ALIGNMENT, place_barriers, plan_memory
from zeroskip.compiler.schedule.plan import Buffer, Plan, Step
from zeroskip.ir.dims import evaluate, symbol
from zeroskip.kernels.matmul import MatmulSpec

N, M = symbol("n", 1, 9), symbol("m", 1, 50)
SIZES = st.sampled_from([0, 1, 64, 100, 5000, N * 40, N * N * 8, M * 4, N * M, M * 100 + 4])
SPEC = MatmulSpec(1, 1)


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """Steps that write new buffers and read some of those before; a result may be written in parts."""
    buffers: list[Buffer] = []
    result: list[Step] = []
    for number in range(draw(st.integers(1, 12))):
        reads = draw(st.lists(st.sampled_from(buffers), max_size=3)) if buffers else []
        if draw(st.booleans()):
            reads.append(Buffer("w", "weights", 64))
        if buffers and draw(st.integers(0, 4)) == 0:
            writes = [draw(st.sampled_from(buffers))]
        else:
            lead = draw(st.sampled_from([0, 0, 4, 64, 200]))
            buffers.append(Buffer(f"b{number}", "arena", draw(SIZES), lead=lead))
            writes = [buffers[-1]]
        result.append(Step(f"s{number}", SPEC, {}, reads, writes))
    return result


def plan_with(steps: list[Step]) -> Plan:
    return Plan([], [], [], steps)


def lives(plan: list[Step]) -> dict[Buffer, tuple[int, int]]:
    found: dict[Buffer, tuple[int, int]] = {}
    for number, step in enumerate(plan):
        for buffer in [*step.reads, *step.writes]:
            if buffer.base == "arena":
                found[buffer] = (found.get(buffer, (number, number))[0], number)
    return found


@settings(max_examples=300)
@given(steps())
def test_live_buffers_never_overlap(plan: list[Step]) -> None:
    """Neither do they overlap a lead, which no buffer may ever cover."""
    whole = plan_with(plan)
    slots = plan_memory(whole)
    life = lives(plan)
    assert {b for slot in slots for b in slot.buffers} == set(life)
    for values in ({"n": 1, "m": 1}, {"n": 9, "m": 1}, {"n": 1, "m": 50}, {"n": 4, "m": 23}):
        place = {b: (evaluate(b.offset, values), evaluate(b.offset + b.bytes, values)) for b in life}
        total = evaluate(whole.arenas[0], values)
        for a, (start, end) in place.items():
            assert start % ALIGNMENT == 0
            assert a.lead <= start and end <= total
            for b, (other_start, other_end) in place.items():
                together = life[a][0] <= life[b][1] and life[b][0] <= life[a][1]
                if a is not b and together and start < end and other_start < other_end:
                    assert end <= other_start or other_end <= start
                if other_start < other_end:
                    assert other_end <= start - a.lead or start <= other_start


@settings(max_examples=300)
@given(steps())
def test_conflicting_steps_meet_between(plan: list[Step]) -> None:
    whole = plan_with(plan)
    slots = plan_memory(whole)
    place_barriers(whole, slots)
    home = {buffer: id(slot) for slot in slots for buffer in slot.buffers}
    assert not plan[0].barrier
    for j, later in enumerate(plan):
        for i, earlier in enumerate(plan[:j]):
            writes, later_writes = ({home[b] for b in s.writes} for s in (earlier, later))
            reads, later_reads = ({home[b] for b in s.reads if b in home} for s in (earlier, later))
            if writes & (later_reads | later_writes) or reads & later_writes:
                assert any(step.barrier for step in plan[i + 1 : j + 1])


def test_buffers_share_memory_and_independent_steps_no_barrier() -> None:
    a, b, c, d = (Buffer(name, "arena", 64) for name in "abcd")
    weights = Buffer("w", "weights", 64)
    plan = [Step("", SPEC, {}, r, w) for r, w in (
        ([weights], [a]), ([weights], [b]), ([a, b], [c]), ([c, weights], [d]))]  # fmt: skip
    whole = plan_with(plan)
    place_barriers(whole, plan_memory(whole))
    assert whole.arenas[0] == 192
    assert d.offset in (a.offset, b.offset)
    assert [step.barrier for step in plan] == [False, False, True, True]
