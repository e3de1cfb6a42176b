"""Each claim of SECURITY.md is held by a test that exists."""

from __future__ import annotations

import re

from tests.architecture.rules.sources import HOUSE

NAMED = re.compile(r"`(test_\w+|only_\w+)`")
DEFINED = re.compile(r"^(?:async )?def (test_\w+|only_\w+)\(", re.MULTILINE)


def test_every_test_that_the_threat_model_names_is_there() -> None:
    named = set(NAMED.findall((HOUSE / "SECURITY.md").read_text()))
    sources = [*(HOUSE / "tests").rglob("*.py"), *(HOUSE / "src").rglob("tests/test_*.py")]
    there = {name for path in sources for name in DEFINED.findall(path.read_text())}
    assert len(named) > 40
    assert named - there == set()


def test_each_face_of_the_house_stands_in_the_threat_model() -> None:
    written = (HOUSE / "SECURITY.md").read_text()
    for face in ("desk", "portal", "chat", "REST", "MCP", "mail", "console"):
        assert f"| **{face}** |" in written
