"""What a rule looks at: one Python file of the project, where it stands and what it says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

HOUSE = Path(__file__).resolve().parents[3]
CODE_FOLDERS = ("src/makegood", "tests", "scripts")


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule is broken, said so that a person knows what to do."""

    path: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.words}"


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root of the project, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).parts

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def is_ours_at_run_time(self) -> bool:
        """Whether the file runs in production: neither a test nor a script."""
        return self.path.startswith("src/makegood/") and not self.is_test

    @property
    def is_test(self) -> bool:
        return "tests" in self.parts or self.stem == "conftest"

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts

    @property
    def layer(self) -> str:
        """The part of the house the file stands in: core, handbook, domains, faces ..."""
        return self.parts[2] if self.path.startswith("src/makegood/") else self.parts[0]

    @property
    def domain(self) -> str | None:
        inside = self.layer == "domains" and len(self.parts) > 4
        return self.parts[3] if inside else None

    @property
    def is_operation(self) -> bool:
        return self.domain is not None and self.parts[4] == "operations" and self.stem != "__init__"

    def breach(self, line: int, words: str) -> Breach:
        return Breach(self.path, line, words)

    @cached_property
    def imports(self) -> tuple[tuple[str, int], ...]:
        """Every dotted name imported anywhere in the file, with its line."""
        return tuple(_imports(self.nodes))

    @cached_property
    def meanings(self) -> dict[str, str]:
        """What each imported name stands for: `dt` -> `datetime.datetime`."""
        found: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for name in node.names:
                    found[name.asname or name.name.split(".")[0]] = (
                        name.name if name.asname else name.name.split(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom) and node.module:
                for name in node.names:
                    found[name.asname or name.name] = f"{node.module}.{name.name}"
        return found

    def dotted(self, node: ast.AST) -> str | None:
        """The full dotted name of a name or attribute, imports followed; None for anything else."""
        if isinstance(node, ast.Name):
            return self.meanings.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            before = self.dotted(node.value)
            return f"{before}.{node.attr}" if before else None
        return None


def _imports(nodes: tuple[ast.AST, ...]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)


def project_sources() -> list[Source]:
    """Read every Python file of the project, in one order."""
    return [
        Source(file.relative_to(HOUSE).as_posix(), file.read_text("utf-8"))
        for folder in CODE_FOLDERS
        for file in sorted((HOUSE / folder).rglob("*.py"))
    ]
