"""Write docs/coverage.md: which test holds which acceptance case; `--check` only compares.

A test holds a case when its name carries the case's number: test_AC19_1_... holds AC19.1.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.made import HOUSE, keep

PAGE = HOUSE / "docs" / "coverage.md"
CASE_IN_NAME = re.compile(r"AC(\d+)_(\d+)(?=_|$)")
OPENING = """\
# Coverage

Which test holds which acceptance case. Made by `make coverage-doc` from the names of the tests;
`make check` fails when this page and the tests differ.
`make test ARGS="-k AC19"` runs the tests of one capability.

| case | what is true | test |
|---|---|---|
"""


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """One acceptance case and one test that holds it."""

    capability: int
    number: int
    place: str
    test: str

    @property
    def sentence(self) -> str:
        """The test's name read as a sentence, without the numbers of its cases."""
        words = CASE_IN_NAME.sub("", self.test.removeprefix("test_")).replace("_", " ").split()
        return " ".join(words)


def test_files() -> list[Path]:
    """Find every test file of the project, in one order."""
    folders = (HOUSE / "src" / "makegood", HOUSE / "tests")
    return sorted(file for folder in folders for file in folder.rglob("test_*.py"))


def held_in(source: str, place: str) -> Iterator[Held]:
    """Name each acceptance case that a test of this source carries in its name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for capability, number in CASE_IN_NAME.findall(node.name):
                yield Held(int(capability), int(number), place, node.name)


def page() -> str:
    """Write the whole page as it should stand now."""
    held = sorted(
        case
        for file in test_files()
        for case in held_in(file.read_text("utf-8"), file.relative_to(HOUSE).as_posix())
    )
    rows = [
        f"| AC{case.capability:02}.{case.number} | {case.sentence} | `{case.place}` |\n"
        for case in held
    ]
    cases = len({(case.capability, case.number) for case in held})
    return OPENING + "".join(rows) + f"\n{cases} cases, {len(rows)} tests.\n"


if __name__ == "__main__":
    raise SystemExit(keep(PAGE, page(), remedy="make coverage-doc"))
