"""What is in deploy/ says what is true of Makegood, and runs it as nobody of importance."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_group

from makegood.config.place import default_place
from makegood.config.premises import ThisMachine
from makegood.faces.cli.app import console
from tests.architecture.rules.sources import HOUSE

UNITS = sorted((HOUSE / "deploy/systemd").glob("*.service"))
CONTAINER = HOUSE / "deploy/container/Containerfile"
MAKEGOOD = Path(sys.executable).with_name("makegood")
MOST_EXPOSED = 20
"""Tenths, of a hundred, as systemd-analyze counts them: 96 is a unit without any of this."""
every_unit = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd-analyze: apt-get install systemd"
)


def settings_of_a_unit(unit: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in unit.read_text("utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def assert_the_console_understands(words: list[str]) -> None:
    """The words after `makegood` are a command of it, with options that it has."""
    command = get_group(console(ThisMachine(default_place()))).commands[words[0]]
    with command.make_context(words[0], words[1:], resilient_parsing=False) as context:
        assert context.args == []


def instructions() -> list[tuple[str, str]]:
    """The container file's instructions in order, each with what follows it on its long line."""
    text = CONTAINER.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in lines]


def last(name: str) -> str:
    return [words for one, words in instructions() if one == name][-1]


def test_there_is_a_unit_to_serve_and_one_to_work():
    assert [unit.name for unit in UNITS] == ["makegood-work.service", "makegood.service"]


@every_unit
def test_a_unit_starts_a_command_that_the_console_has(unit):
    (line,) = settings_of_a_unit(unit)["ExecStart"]
    program, *words = shlex.split(line)
    assert program == "/opt/makegood/.venv/bin/makegood"
    assert_the_console_understands(words)


@every_unit
def test_a_unit_names_only_settings_that_there_are_and_holds_no_secret(unit):
    known = (HOUSE / "src/makegood/config/settings.py").read_text("utf-8")
    for given in settings_of_a_unit(unit)["Environment"]:
        name, _, value = given.partition("=")
        assert name.removesuffix("_FILE") in known
        assert name.endswith("_FILE") or not re.search("KEY|PASSWORD|SECRET", name)
        assert value.startswith(("/", "%d/"))


@every_unit
def test_both_units_are_hardened_alike(unit):
    found, other = (settings_of_a_unit(one) for one in (unit, UNITS[0]))
    for each in (found, other):
        for own in ("Description", "ExecStart"):
            del each[own]
    assert found == other
    assert found["User"] == ["makegood"]


@needs_systemd
@every_unit
def test_systemd_finds_no_fault_in_a_unit(unit, tmp_path):
    ours = unit.read_text("utf-8").replace("/opt/makegood/.venv/bin/makegood", str(MAKEGOOD))
    ours = re.sub(r"^Documentation=.*$", "", ours, flags=re.MULTILINE)
    copy = tmp_path / unit.name
    copy.write_text(ours)
    verified = subprocess.run(
        ["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False
    )
    assert [line for line in verified.stderr.splitlines() if unit.name in line] == []
    assert verified.returncode == 0, verified.stderr


@needs_systemd
@every_unit
def test_systemd_counts_little_that_a_unit_is_exposed_to(unit):
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", unit],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert judged.returncode == 0, judged.stdout.splitlines()[-1:]


def test_the_container_runs_a_command_that_the_console_has_and_not_as_root():
    assert shlex.split(last("USER")) == ["10001:10001"]
    assert last("ENTRYPOINT") == '["makegood"]'
    words = [word.strip(' "') for word in last("CMD").strip("[]").split(",")]
    assert_the_console_understands(words)
    assert f"EXPOSE {words[-1]}" in CONTAINER.read_text("utf-8")
    names = [one for one, _ in instructions()]
    assert names.index("USER") > names.index("ENV"), "nothing is made as root after it"
    assert "RUN" not in names[names.index("USER") :]


def test_the_container_is_made_of_what_is_here_and_of_what_its_hashes_say():
    assert list(missing_sources()) == []
    installs = re.findall(r"pip install ([^&\n]*)", CONTAINER.read_text("utf-8"))
    assert len(installs) == 2
    assert all("--require-hashes" in one or "--no-deps" in one for one in installs)


def missing_sources() -> Iterator[str]:
    for name, words in instructions():
        if name == "COPY" and not words.startswith("--from="):
            yield from (one for one in words.split()[:-1] if not (HOUSE / one).exists())


def test_the_container_is_well_when_the_program_answers():
    assert "http://127.0.0.1:8000/healthz" in last("HEALTHCHECK")
    program = re.search(r'"-c", "(.*)"\]', last("HEALTHCHECK"))
    assert program
    compile(program[1], "the health check", "exec")
