"""Say how the house stands: its work, the world outside, its rules, its records, its version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from platform import python_version

from django.db import connection

from makegood.core import clock, journal
from makegood.core.outlets import Outlet, outlets
from makegood.core.workload import Workload, steps_to_upgrade, workload
from makegood.domains.company.queries import last_upkeep
from makegood.domains.conversations.queries import ModelUse, model_use
from makegood.faces.desk import spelling
from makegood.faces.desk.strings import _, ngettext
from makegood.handbook import book, book_problems

_PROVEN_ROWS = 200
_DUE = "/desk/due"


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was looked at: how it stands, and where what mends it is found.

    `look` is that of a badge: good, attention, wrong or none.
    """

    name: str
    told: str
    look: str = ""
    address: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are looked at together."""

    name: str
    seen: tuple[Seen, ...]


def groups() -> tuple[Group, ...]:
    """Everything that leads look at to know whether all is well."""
    return (
        Group(_("Work"), tuple(_work(workload()))),
        Group(_("The world outside"), tuple(map(_outlet, outlets()))),
        *_models(),
        Group(_("Rules"), tuple(_rules())),
        Group(_("Records"), tuple(_records())),
    )


def headline(found: tuple[Group, ...]) -> Seen:
    """All of it in one sentence."""
    looks = [one.look for group in found for one in group.seen]
    wrong, attention = looks.count("wrong"), looks.count("attention")
    if wrong:
        told = ngettext("{count} thing needs mending.", "{count} things need mending.", wrong)
        return Seen("", told.format(count=wrong), "wrong")
    if attention:
        told = ngettext(
            "{count} thing is worth a look.", "{count} things are worth a look.", attention
        )
        return Seen("", told.format(count=attention), "attention")
    return Seen("", _("All is well."), "good")


def _models() -> Iterator[Group]:
    """What the language model did in the last day; nothing where none is asked."""
    found = model_use()
    if found:
        yield Group(_("Language model, last 24 hours"), tuple(map(_model, found)))


def _model(one: ModelUse) -> Seen:
    told = _("{used} of {calls} answers used, {tokens} tokens, {cost}, {seconds} s on average")
    told = told.format(
        used=one.used, calls=one.calls, tokens=f"{one.tokens:,}",
        cost=f"{one.cost_micros / 1_000_000:.4f} {book().company.currency}",
        seconds=f"{one.average_milliseconds / 1000:.1f}",
    )  # fmt: skip
    if one.last_why_not and one.used < one.calls:
        told += " · " + _("last not used: {why}").format(why=one.last_why_not)
    return Seen(spelling.words(one.purpose), told, "" if one.used else "attention")


def _work(work: Workload) -> Iterator[Seen]:
    if work.is_late:
        since = clock.now() - timedelta(seconds=work.late_seconds)
        told = _("What was due {span} is not done. Is a worker running?").format(
            span=spelling.span(since)
        )
        yield Seen(_("Being done"), told, "wrong")
    else:
        waits = work.effects_waiting + work.jobs_due
        told = _("In time; {count} under way").format(count=waits)
        yield Seen(_("Being done"), told, "good")
    gave_up = work.effects_given_up + work.jobs_given_up
    yield _count(_("Gave up"), gave_up, "wrong", _DUE, _("Try again"))
    yield _count(_("Failed checks"), work.checks_failed, "wrong", _DUE, _("See each"))
    yield _count(_("Late promises"), work.promises_late, "attention", _DUE, _("See each"))
    yield Seen(_("Open promises"), str(work.promises_open))
    yield Seen(_("Waiting for a yes"), str(work.approvals_open), address="/desk/approvals",
               mend=_("See each") if work.approvals_open else "")  # fmt: skip


def _count(name: str, many: int, look: str, address: str, mend: str) -> Seen:
    if not many:
        return Seen(name, _("none"), "good")
    return Seen(name, str(many), look, address, mend)


def _outlet(one: Outlet) -> Seen:
    told = [_("nothing lately")]
    if one.last_through:
        told = [_("went through {when}").format(when=spelling.span(one.last_through))]
    if one.waiting:
        told.append(_("{count} waiting").format(count=one.waiting))
    if one.given_up:
        told.append(_("{count} gave up").format(count=one.given_up))
    if one.reason:
        told.append(_("told: {reason}").format(reason=one.reason))
    look = "wrong" if one.given_up else "attention" if one.reason else ""
    if not look and one.last_through:
        look = "good"
    mend = _("Try again") if one.given_up else ""
    return Seen(spelling.words(one.kind.replace(".", " ")), "; ".join(told), look, _DUE, mend)


def _rules() -> Iterator[Seen]:
    rules = book()
    problems = book_problems()
    yield Seen(_("Handbook in force"), f"{rules.company.name}, {rules.version}", "good")
    if problems:
        told = ngettext(
            "{count} problem keeps the newest text out: {problem}",
            "{count} problems keep the newest text out; the first: {problem}",
            len(problems),
        ).format(count=len(problems), problem=problems[0])
        yield Seen(_("Newest text"), told, "wrong")
    else:
        yield Seen(_("Newest text"), _("is in force"), "good")


def _upkeep(kind: str, name: str, command: str, longest: timedelta) -> Seen:
    last = last_upkeep(kind)
    if last is None:
        return Seen(name, _("none yet; run {command}").format(command=command), "attention")
    told = spelling.span(last)
    if clock.now() - last <= longest:
        return Seen(name, told, "good")
    return Seen(name, _("{span}; run {command}").format(span=told, command=command), "attention")


def _records() -> Iterator[Seen]:
    steps = steps_to_upgrade()
    told = ngettext(
        "{count} step behind; run makegood migrate",
        "{count} steps behind; run makegood migrate",
        steps,
    ).format(count=steps)
    yield Seen(_("Database"), told if steps else f"{connection.vendor}, {_('up to date')}",
               "wrong" if steps else "good")  # fmt: skip
    proof = journal.verify(newest_rows=_PROVEN_ROWS)
    if proof.is_intact:
        told = _("its newest {count} rows prove themselves now").format(count=proof.rows)
        yield Seen(_("Journal"), told, "good", "/desk/journal")
    else:
        told = _("row {place} does not prove itself: {reason}").format(
            place=proof.broken_at, reason=proof.reason
        )
        yield Seen(_("Journal"), told, "wrong", "/desk/journal", _("See each"))
    upkeep = book().clause("UPK-1", on=clock.today())
    for kind, name, command, longest in (
        ("backup", _("Last backup"), "makegood backup", {"hours": upkeep.whole("backup_hours")}),
        ("proof", _("Last proof of all"), "makegood journal verify",
         {"days": upkeep.whole("proof_days")}),
        ("drill", _("Last rehearsal"), "makegood drill", {"days": upkeep.whole("drill_days")}),
    ):  # fmt: skip
        yield _upkeep(kind, name, command, timedelta(**longest))
    yield Seen(_("Version"), f"Makegood {version('makegood')}, Python {python_version()}")
