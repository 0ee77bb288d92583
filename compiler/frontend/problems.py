"""How the frontend says no."""

from __future__ import annotations

from collections.abc import Iterable

_NAMES_SHOWN = 8


class RefusedError(Exception):
    """Part of the model cannot be imported; the message gives the reason, the importer adds the node or tensor."""


class Unavailable:
    """Stands for a tensor whose producer was refused."""


class UnavailableError(Exception):
    """A node reads an ``Unavailable`` tensor, so it is passed over; there is nothing new to report."""


def summarize(problems: Iterable[tuple[str, str, str]]) -> list[str]:
    """Lines ``Op 'a', 'b' and 3 more: reason`` from triples (op, name, reason), equal reasons together."""
    names: dict[tuple[str, str], list[str]] = {}
    for op, name, reason in problems:
        names.setdefault((op, reason), []).append(name)
    return [f"{op} {_listed(found)}: {reason}" for (op, reason), found in names.items()]


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:_NAMES_SHOWN])
    rest = len(names) - _NAMES_SHOWN
    return f"{shown} and {rest} more" if rest > 0 else shown
