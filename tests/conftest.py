"""What all tests share: hypothesis without randomness or deadlines, and an environment without our variables."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZEROSKIP_DEBUG", "ZEROSKIP_DUMP"):
        monkeypatch.delenv(name, raising=False)
