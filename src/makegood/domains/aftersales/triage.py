"""Find what a fault means first: danger, a known fault, a check by the customer, a visit (C21).

Pure: the symptom, the model and its lot in, one piece of advice out. The tree is the handbook's
table `triage`, read from top to bottom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from makegood.domains.catalog.queries import IssueCard
from makegood.handbook import book

_CODE = re.compile(r"\b[A-Z]\d{1,3}\b")


class Symptom(StrEnum):
    """What a customer notices."""

    BURNING_SMELL = "burning_smell"
    ELECTRIC_SHOCK = "electric_shock"
    TRIPS_FUSE = "trips_fuse"
    NO_START = "no_start"
    NO_HEAT = "no_heat"
    NO_SPIN = "no_spin"
    NO_DRAIN = "no_drain"
    LEAKS = "leaks"
    NOISE = "noise"
    ERROR_CODE = "error_code"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Advice:
    """What is done first: its kind, the row it rests on, what is said, and what likely failed."""

    kind: str
    row: str
    says: str
    component: str
    issue: IssueCard | None = None


def advise(
    symptom: str, sku: str, lot: str, words: str, issues: Sequence[IssueCard], today: date
) -> Advice:
    """What is done first about a symptom of a model; an issue of another lot does not count."""
    rows = [
        row
        for row in book().table("triage", on=today).find(symptom=symptom)
        if not row.text("goods") or sku in row.text("goods").split()
    ]
    row = rows[0] if rows else book().table("triage", on=today).row(symptom=Symptom.OTHER)
    found = Advice(row.text("kind"), row.id, row.text("says"), row.text("component"))
    if found.kind == "danger":
        return found
    told = set(_CODE.findall(words.upper()))
    for issue in issues:
        of_this_lot = issue.lot is None or lot in ("", issue.lot)
        if issue.status != "fixed" and of_this_lot and issue.code in told:
            return Advice("known", issue.id, "known", issue.component or found.component, issue)
    return found
