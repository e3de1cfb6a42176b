"""Sizes: a file is read in one sitting, a function at one glance."""

from __future__ import annotations

import ast

from tests.architecture.rules.sources import Breach, Source

FILE_LINES = 300
OPERATION_LINES = 120
FUNCTION_LINES = 40
LINE_COLUMNS = 100


def file_is_read_in_one_sitting(source: Source) -> list[Breach]:
    """A file has at most 300 lines, an operation's at most 120; migrations are exempt."""
    most = OPERATION_LINES if source.is_operation else FILE_LINES
    if source.is_migration or len(source.lines) <= most:
        return []
    return [source.breach(most, f"{len(source.lines)} lines; at most {most}. Split it by act.")]


def function_is_read_at_a_glance(source: Source) -> list[Breach]:
    """A function has at most 40 lines; tests and migrations are exempt."""
    if source.is_test or source.is_migration:
        return []
    return [
        source.breach(node.lineno, f"{node.name} has {length} lines; at most {FUNCTION_LINES}.")
        for node in source.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def line_fits(source: Source) -> list[Breach]:
    """A line has at most 100 columns; migrations are exempt."""
    if source.is_migration:
        return []
    return [
        source.breach(number, f"{len(line)} columns; at most {LINE_COLUMNS}.")
        for number, line in enumerate(source.lines, 1)
        if len(line) > LINE_COLUMNS
    ]
