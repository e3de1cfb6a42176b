"""Types and imports: nothing is untyped in passing, nothing is used that is not declared."""

from __future__ import annotations

import io
import re
import sys
import tokenize
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from itertools import chain

from tests.architecture.rules.sources import HOUSE, Breach, Source

TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(?P<code>\[[a-z0-9, -]+\])?(?P<rest>.*)")
REASON = re.compile(r"\s*#\s*\w+.*\w+")
HANDBOOK_MAY_USE = {"pydantic", "pydantic_core", "annotated_types", "typing_extensions"}
OURS = {"makegood", "tests"}
CALLS_OUT = frozenset(
    {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "socket", "urllib.request",
     "urllib3", "webbrowser", "xmlrpc"}
)  # fmt: skip
PARTS_OF = {"pydantic_core": "pydantic"}  # released together, one exact version for each


def ignored_type_has_code_and_reason(source: Source) -> list[Breach]:
    """`# type: ignore[code]  # the reason`: what is switched off, and why."""
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.COMMENT or not (said := TYPE_IGNORE.match(token.string)):
            continue
        if not said["code"]:
            found.append(source.breach(token.start[0], "type: ignore without its [code]."))
        elif not REASON.match(said["rest"]):
            found.append(source.breach(token.start[0], "type: ignore without its reason after #."))
    return found


def any_stays_in_core(source: Source) -> list[Breach]:
    """`Any` is written in core alone, where shapes not yet known are read; tests may."""
    if not source.is_ours_at_run_time or source.layer == "core":
        return []
    return [
        source.breach(line, "Any: say the shape, or `object`.")
        for name, line in source.imports
        if name in {"typing.Any", "typing_extensions.Any"}
    ] + [
        source.breach(number, "typing.Any: say the shape, or `object`.")
        for number, line in enumerate(source.lines, 1)
        if "typing.Any" in line
    ]


def handbook_stands_alone(source: Source) -> list[Breach]:
    """The handbook reader imports the standard library, pydantic and itself: nothing else."""
    if source.layer != "handbook" or source.is_test:
        return []
    return [
        source.breach(line, f"{name}: the handbook reader needs only Python and pydantic.")
        for name, line in source.imports
        if (top := name.split(".")[0]) not in sys.stdlib_module_names | HANDBOOK_MAY_USE
        and not (top == "makegood" and name.startswith("makegood.handbook"))
    ]


def only_adapters_call_out(source: Source) -> list[Breach]:
    """The world outside is called by adapters, at addresses of the settings, and looked after by
    config and the console: so no address that a customer gives is ever asked for anything.
    """
    if not source.is_ours_at_run_time or source.layer in ("adapters", "config"):
        return []
    listens = source.path.startswith("src/makegood/faces/cli/")
    return [
        source.breach(line, f"{name}: only an adapter calls the world outside.")
        for name, line in source.imports
        if any(name == one or name.startswith(f"{one}.") for one in CALLS_OUT)
        and not (listens and name.startswith("socket"))
    ]


def import_is_declared(source: Source) -> list[Breach]:
    """What runs in production imports only what pyproject.toml declares, itself or as an extra."""
    if not source.is_ours_at_run_time:
        return []
    return [
        source.breach(line, f"{name} is not among the dependencies of pyproject.toml.")
        for name, line in source.imports
        if (top := name.split(".")[0]) not in sys.stdlib_module_names | OURS
        and not declared_distributions() & providers(top)
    ]


def plain(distribution: str) -> str:
    """A distribution's name as indexes compare it: lower case, one dash."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


@cache
def declared_distributions() -> frozenset[str]:
    """The distributions pyproject.toml names as dependencies or in an extra."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *chain.from_iterable(project["optional-dependencies"].values()),
    ]
    return frozenset(plain(re.split(r"[\[<>=!~; ]", name)[0]) for name in wanted)


@cache
def _distributions() -> dict[str, list[str]]:
    return dict(packages_distributions())


@cache
def providers(top: str) -> frozenset[str]:
    """The installed distributions that provide a top-level module."""
    if top in PARTS_OF:
        return frozenset({PARTS_OF[top]})
    return frozenset(plain(name) for name in _distributions().get(top, [top]))
