"""Names and sentences: what a thing is called, and what it says of itself."""

from __future__ import annotations

import ast
import re

from tests.architecture.rules.sources import Breach, Source

FORBIDDEN_WORDS = {
    "manager": "say what it does",
    "managers": "say what it does",
    "helper": "name the act it helps with",
    "helpers": "name the act they help with",
    "util": "name what is inside",
    "utils": "name what is inside",
    "process": "say what is done",
    "processor": "say what it does",
    "handle": "say what is done",
    "handler": "say what it does",
    "handlers": "say what they do",
    "data": "name what it is",
    "info": "name what it is",
    "misc": "give each thing its own place",
}

ALLOWED_NAMES = {
    "needs_info": "the answer that asks for one more fact, so named on the wire",
    "src/makegood/faces/cli/handle.py": "the console command is called `makegood handle`",
    "handle": "the console command `handle`, and the method Django calls in a command",
    "handle_startendtag": "called by Python's HTMLParser",
    "handle_starttag": "called by Python's HTMLParser",
    "handle_endtag": "called by Python's HTMLParser",
    "handle_data": "called by Python's HTMLParser",
    "handle_RCPT": "called by aiosmtpd",
    "handle_DATA": "called by aiosmtpd",
    "handle_exception": "called by aiosmtpd",
    "data_received": "called by asyncio",
    "handler404": "read by Django",
    "handler500": "read by Django",
}

_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words_of(name: str) -> list[str]:
    """Split a name into its words: `OrderDataView` and `order_data_view` give the same."""
    return [piece.lower() for piece in _PIECES.findall(name)]


def _bad_words(name: str) -> list[str]:
    if name in ALLOWED_NAMES:
        return []
    return [word for word in words_of(name) if word in FORBIDDEN_WORDS]


def name_says_what_it_is(source: Source) -> list[Breach]:
    """No module, class or function outside the tests is called by a word that says nothing."""
    if source.is_test:
        return []
    named = [(source.stem, 1)] if source.path not in ALLOWED_NAMES else []
    named += [(folder, 1) for folder in source.parts[:-1]]
    named += [
        (node.name, node.lineno)
        for node in source.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    return [
        source.breach(line, f"“{word}” in {name}: {FORBIDDEN_WORDS[word]}.")
        for name, line in named
        for word in _bad_words(name)
    ]


def docstring_comes_first(source: Source) -> list[Breach]:
    """Each module, class and public function begins with a docstring; not in tests."""
    if source.is_test or source.is_migration:
        return []
    found = []
    if source.text.strip() and not ast.get_docstring(source.tree):
        found.append(source.breach(1, "the module does not begin with what it is for."))
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if not node.name.startswith("_") and not ast.get_docstring(node):
            found.append(source.breach(node.lineno, f"{node.name} has no docstring first."))
    return found
