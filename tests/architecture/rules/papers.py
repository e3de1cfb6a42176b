"""Papers: what every text file of the project may say, and what the documents promise."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from tests.architecture.rules.sources import HOUSE, Breach

NO_TEXT = {".png", ".ico", ".woff2", ".pdf", ".gz", ".zip", ".jpg", ".webp"}
NOT_OURS = {"LICENSE"}

# Written in pieces, so that this file does not break its own rule.
MACHINE = re.compile(
    r"(?<![\w.\-/])/(?:" + "|".join(("work", "root", r"home/\w+", r"Users/\w+", "opt/pypi")) + r")/"
)
TEMPORARY = re.compile(r"(?<![\w.\-/])/(?:var/)?" + r"tmp/")
REGISTRIES = re.compile(r"pypi\." + r"org|python" + r"hosted\.org|registry\.npm" + "js")

COMMAND = re.compile(r"\bmake ([a-z][a-z-]*)")
CODE_OF_MARKDOWN = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
CONSOLE_COMMAND = re.compile(r"(?:^|[`\n$ ]|bin/)makegood ([a-z][a-z-]*)")
MANIFEST = "VENDORED.toml"


def project_files() -> list[str]:
    """Every file that is in the repository, or would be with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = sorted(set(listed.stdout.decode().split("\0")) - {""})
        return [name for name in names if (HOUSE / name).is_file()]
    return sorted(
        file.relative_to(HOUSE).as_posix()
        for folder in ("src", "tests", "scripts", "handbook", "docs", ".")
        for file in (HOUSE / folder).glob("*" if folder == "." else "**/*")
        if file.is_file() and "__pycache__" not in file.parts
    )


def read_text(path: str) -> str | None:
    """The text of a file of ours, or None for pictures, vendored files and the like."""
    pure = PurePosixPath(path)
    if pure.suffix in NO_TEXT or pure.name in NOT_OURS or "vendor" in pure.parts:
        return None
    try:
        return (HOUSE / path).read_text("utf-8")
    except UnicodeDecodeError:
        return None


def names_no_machine(path: str, text: str) -> list[Breach]:
    """No text of ours names a path of one machine or the host of a package registry."""
    forbidden = [MACHINE, REGISTRIES]
    if "tests" not in PurePosixPath(path).parts:
        forbidden.append(TEMPORARY)
    return [
        Breach(path, number, f"“{said[0]}” belongs to one machine, not to the project.")
        for number, line in enumerate(text.splitlines(), 1)
        for pattern in forbidden
        if (said := pattern.search(line))
    ]


def make_targets(makefile: str) -> set[str]:
    """The targets a Makefile defines."""
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def commands_exist(path: str, text: str, targets: set[str]) -> list[Breach]:
    """Each `make x` that a document tells the reader to type is a target of the Makefile."""
    found = []
    for code in CODE_OF_MARKDOWN.finditer(text):
        for said in COMMAND.finditer(code[0]):
            if said[1] not in targets:
                line = text.count("\n", 0, code.start() + said.start()) + 1
                found.append(Breach(path, line, f"`make {said[1]}` is no target of the Makefile."))
    return found


def console_commands(text: str) -> set[str]:
    """The commands of `makegood` that a document tells the reader to type."""
    return {
        said[1]
        for code in CODE_OF_MARKDOWN.finditer(text)
        for said in CONSOLE_COMMAND.finditer(code[0])
    }


def sha384(content: bytes) -> str:
    """A file's hash in the form a browser checks: sha384-..."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def vendored_file_is_the_one_written_down(folder: Path) -> list[Breach]:
    """A vendor folder holds exactly the files its VENDORED.toml names, each with its sha384."""
    written = folder / MANIFEST
    if not written.is_file():
        return [Breach(str(folder), 1, f"has no {MANIFEST}.")]
    named: Mapping[str, Mapping[str, str]] = tomllib.loads(written.read_text("utf-8"))
    there = {
        file.relative_to(folder).as_posix(): file
        for file in folder.rglob("*")
        if file.is_file() and file.name != MANIFEST
    }
    found = [Breach(str(folder), 1, f"{name} is missing.") for name in sorted(named.keys() - there)]
    for name, file in sorted(there.items()):
        if name not in named:
            found.append(Breach(str(file), 1, f"is not named in {MANIFEST}."))
        elif sha384(file.read_bytes()) != named[name].get("sha384"):
            found.append(Breach(str(file), 1, f"is not the file whose sha384 {MANIFEST} gives."))
        elif missing := {"package", "version", "licence"} - named[name].keys():
            found.append(Breach(str(file), 1, f"its entry lacks {', '.join(sorted(missing))}."))
    return found


def lock_serves_any_index(path: str, text: str, wanted: frozenset[str]) -> list[Breach]:
    """A lock names no host, gives each version its hash, and holds what pyproject.toml asks for."""
    found = [
        Breach(path, number, "names a host; any index must serve.")
        for number, line in enumerate(text.splitlines(), 1)
        if "://" in line
    ]
    entries = re.findall(r"^([a-z0-9._-]+)==[^\n]*\n((?: +--hash=\S+.*\n?)*)", text, re.MULTILINE)
    found += [Breach(path, 1, f"{name} has no hash.") for name, hashes in entries if not hashes]
    locked = {name for name, _ in entries}
    found += [Breach(path, 1, f"{name} is not locked.") for name in sorted(wanted - locked)]
    return found
