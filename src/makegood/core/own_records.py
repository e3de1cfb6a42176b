"""Where each domain says what it keeps about a person, so that the person may have it (C05)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.apps import apps
from django.db.models import Model

Told = Callable[[str], object]
"""Given a party, what is kept about it, as plain values or frozen cards."""

ToldT = TypeVar("ToldT", bound=Told)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a person's record: its name, who tells it, and the tables that it is told from."""

    name: str
    told: Told
    tables: frozenset[type[Model]]


_parts: dict[str, Part] = {}


def kept_about(name: str, *tables: type[Model]) -> Callable[[ToldT], ToldT]:
    """Let this function tell, under a name of its own, what these tables keep about a person."""

    def keep(told: ToldT) -> ToldT:
        _parts[name] = Part(name, told, frozenset(tables))
        return told

    return keep


def parts_kept() -> Mapping[str, Part]:
    """All parts of a person's record: by domain, the lowest first, as each domain tells them."""
    return {one.name: one for one in sorted(_parts.values(), key=_place)}


def tables_told() -> frozenset[type[Model]]:
    """The tables of which some part of the record tells."""
    return frozenset[type[Model]]().union(*_tables(_parts.values()))


def _tables(parts: Iterable[Part]) -> Iterable[frozenset[type[Model]]]:
    return (one.tables for one in parts)


def _place(part: Part) -> int:
    installed = [one.name for one in apps.get_app_configs()]
    return installed.index(".".join(part.told.__module__.split(".")[:3]))
