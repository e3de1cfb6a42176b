"""Habits: what no code of this house does, wherever it stands."""

from __future__ import annotations

import ast

from tests.architecture.rules.sources import Breach, Source

WALL_CLOCK = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "django.utils.timezone.now",
    "django.utils.timezone.localdate",
    "django.utils.timezone.localtime",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}
THE_CLOCK = "src/makegood/core/clock.py"

SIGNALS = ("django.dispatch", "django.db.models.signals")
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
THE_RUNNERS_WORK = {
    "logging": "the runner logs",
    "structlog": "the runner logs",
    "django.db.transaction": "the runner opens and closes the transaction",
    "makegood.core.transactions": "the runner opens and closes the transaction",
    "makegood.core.journal": "the runner writes the journal",
    "makegood.core.authority": "the runner asks for authority",
    "makegood.core.approvals": "the runner asks for approval",
    "contextlib.suppress": "an error in an operation is ours to hear of",
}


def _begins(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def time_comes_from_the_clock(source: Source) -> list[Breach]:
    """Only core/clock.py asks the machine what time it is; durations may be measured anywhere."""
    if source.path == THE_CLOCK:
        return []
    return [
        source.breach(node.lineno, f"{name}: ask makegood.core.clock, which can travel.")
        for node in source.nodes
        if isinstance(node, ast.Name | ast.Attribute)
        and (name := source.dotted(node)) in WALL_CLOCK
    ]


def no_signals(source: Source) -> list[Breach]:
    """Business does not flow through Django's signals: an act names what it causes."""
    return [
        source.breach(line, f"{name}: a signal hides what follows; run a child operation.")
        for name, line in source.imports
        if any(_begins(name, prefix) for prefix in SIGNALS)
    ]


def no_foreign_key_by_string_across_domains(source: Source) -> list[Breach]:
    """A relation to another domain names the class, so that the layers can see it."""
    if source.is_migration or not source.is_ours_at_run_time:
        return []
    own = source.domain or source.layer
    found = []
    for node in source.nodes:
        if not (isinstance(node, ast.Call) and _last_name(node.func) in RELATIONS):
            continue
        aims = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "to")]
        names = [str(aim.value) for aim in aims if isinstance(aim, ast.Constant)]
        found += [
            source.breach(node.lineno, f"“{name}”: import the class.")
            for name in names
            if "." in name and name.split(".")[0] != own
        ]
    return found


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def operation_says_only_what_the_act_means(source: Source) -> list[Breach]:
    """An operation catches, commits and logs nothing: the runner does, for all alike."""
    if not source.is_operation:
        return []
    found = [
        source.breach(line, f"{name} in an operation: {why}.")
        for name, line in source.imports
        for prefix, why in THE_RUNNERS_WORK.items()
        if _begins(name, prefix)
    ]
    for node in source.nodes:
        if isinstance(node, ast.Try | ast.TryStar):
            found.append(source.breach(node.lineno, "try in an operation: decide, or let it fail."))
        elif isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback", "atomic"}:
            found.append(source.breach(node.lineno, f"{node.attr} in an operation: the runner's."))
    return found


def only_the_console_prints(source: Source) -> list[Breach]:
    """Only the console face, and scripts, print; everything else answers or logs."""
    if not source.is_ours_at_run_time or source.path.startswith("src/makegood/faces/cli"):
        return []
    return [
        source.breach(node.lineno, "print: answer the caller, or log.")
        for node in source.nodes
        if isinstance(node, ast.Call) and source.dotted(node.func) == "print"
    ]


def no_mocks(source: Source) -> list[Breach]:
    """Tests run our own code, whole: nothing of it is replaced by a mock."""
    return [
        source.breach(line, f"{name}: use the real thing, or the simulator that is part of it.")
        for name, line in source.imports
        if _begins(name, "unittest.mock") or _begins(name, "mock") or _begins(name, "pytest_mock")
    ]
