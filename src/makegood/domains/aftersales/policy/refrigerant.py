"""Decide whether work on a circuit with refrigerant was lawful (C21; LAW-XM-61)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, needs_info, refuse, say
from makegood.handbook import book
from makegood.handbook.tables import Row


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was taken out of a circuit and put into it, by whose certificate."""

    certificate: str
    kind: str
    recovered_grams: int
    charged_grams: int


def law(sentence: str, today: date) -> Statement:
    """One sentence of the law on refrigerant, as it holds on a day."""
    return say(book().clause("LAW-XM-61", on=today), sentence)


def unlawful(
    opened: bool | None, recovery: Recovery | None, *, worked_on: date, today: date
) -> Decision | None:
    """What bars the record of a repair of what holds refrigerant; None when nothing does."""
    if opened is None:
        return needs_info("circuit_opened", says=[law("ask", today)], options=("true", "false"))
    if not opened:
        return None
    if recovery is None:
        return needs_info("recovery", says=[law("ask_record", today), law("says", today)])
    rule, row = book().clause("LAW-XM-61", on=today), technician(recovery.certificate, today)
    named = recovery.certificate
    if row is None:
        told = say(rule, "unknown", certificate=named)
    elif row.day("until") < worked_on:
        told = say(rule, "expired", certificate=named, until=row.day("until"))
    else:
        return None
    instead = [say(rule, "instead")]
    return refuse("prohibited", clause=rule, says=[told, say(rule)], instead=instead)


def technician(certificate: str, today: date) -> Row | None:
    """Whose certificate it is; None for one that nobody of ours has."""
    rows = book().table("certified_technicians", on=today).find(certificate=certificate)
    return rows[0] if rows else None


def recovery_told(recovery: Recovery, today: date) -> Statement:
    """Who took out how much of what, and put in how much."""
    row, rule = technician(recovery.certificate, today), book().clause("LAW-XM-61", on=today)
    return say(
        rule, "kept", name=row.text("name") if row else "", certificate=recovery.certificate,
        recovered=recovery.recovered_grams, kind=recovery.kind, charged=recovery.charged_grams,
    )  # fmt: skip
