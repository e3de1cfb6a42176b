"""Whoever installs this gets the very same packages, or nothing: each is named by its hash."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.rules.sources import HOUSE

LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def packages(lock: str) -> dict[str, str]:
    found = [PINNED.match(line) for line in (HOUSE / lock).read_text().splitlines()]
    return {one[1].lower(): one[2] for one in found if one}


@pytest.mark.parametrize("lock", LOCKS)
def test_each_line_is_an_exact_version_or_a_hash_of_it(lock: str) -> None:
    lines = (HOUSE / lock).read_text().splitlines()
    other = [line for line in lines if not (PINNED.match(line) or HASH.match(line))]
    assert other == []
    unhashed = [
        line for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if PINNED.match(line) and not HASH.match(after)
    ]  # fmt: skip
    assert unhashed == []


def test_what_the_tests_run_on_is_what_is_shipped() -> None:
    shipped, tested = (packages(lock) for lock in LOCKS)
    assert {name: tested.get(name) for name in shipped} == shipped


def test_every_declared_package_is_locked() -> None:
    declared = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[\[<>=!~ ;]", one)[0].lower() for one in declared}
    assert names <= packages("requirements.lock").keys()


def test_nothing_is_installed_that_has_not_its_hash() -> None:
    installs = (HOUSE / "scripts" / "environment").read_text()
    assert "-m pip install -qq --require-hashes -r" in installs
    assert installs.count("pip install") == installs.count("--require-hashes") + installs.count(
        "--no-deps --no-build-isolation -e ."
    )
