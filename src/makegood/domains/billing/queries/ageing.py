"""Answer which money of customers is with us and put to nothing, and since when. Source: C14."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Min, Q, Sum

from makegood.core.clock import local
from makegood.core.models import Job
from makegood.core.money import Money
from makegood.core.outcome import NotFound, Status
from makegood.domains.billing.policy import Aged
from makegood.domains.billing.queries.payments import leg_state, legs
from makegood.domains.conversations.models import Notice
from makegood.domains.ledger.models import Line
from makegood.domains.ledger.postings import TRADE_RECEIVABLE

MONEY_WAITS = "money_waits"
_KINDS = {"payment": "unapplied", "order": "ahead"}


def aged() -> tuple[Aged, ...]:
    """All money of customers that is put to nothing or that they did not take, oldest first."""
    return tuple(sorted((*_credits(), *_not_taken()), key=lambda one: (one.since, one.about)))


def aged_payment(number: str) -> Aged:
    """What of one payment is put to nothing; NotFound when there is nothing of it."""
    for one in _credits(about=f"payment:{number}"):
        return one
    raise NotFound("payment", number)


def again_key(about: str) -> str:
    """The key under which money is given back that nobody said a word of."""
    return f"unanswered:{about}"


def _credits(**only: str) -> list[Aged]:
    lines = Line.objects.filter(account_id=TRADE_RECEIVABLE, **only).exclude(party="")
    sums = lines.values("party", "about", "currency").annotate(
        owed=Sum("cents"), since=Min("entry__on")
    )
    kept = [one for one in sums.filter(owed__lt=0) if _kind(one["about"])]
    abouts = [one["about"] for one in kept]
    asked_on, stuck = _asked_on(abouts), _stuck(abouts)
    return [
        Aged(
            kind=_kind(one["about"]), party=one["party"], about=one["about"],
            amount=Money(-one["owed"], one["currency"]), since=one["since"],
            asked_on=asked_on.get(one["about"]), is_stuck=one["about"] in stuck,
        )
        for one in kept
    ]  # fmt: skip


def _kind(about: str) -> str:
    return _KINDS.get(about.partition(":")[0], "")


def _not_taken() -> list[Aged]:
    """Parts of refunds that came back and that nobody claimed."""
    rows = legs().filter(failed_at__isnull=False, reissued_as=None, unclaimed_at=None)
    return [
        Aged(
            "refund", row.refund.party, f"refund:{row.number}", row.amount,
            since=local(row.failed_at).date(),
            asked_on=local(row.written_at).date() if row.written_at else None,
        )
        for row in rows
        if row.failed_at and leg_state(row) == "failed"
    ]  # fmt: skip


def _asked_on(abouts: Collection[str]) -> Mapping[str, date]:
    """When we last asked what each is for."""
    asked = Notice.objects.filter(subject_ref__in=abouts, name=MONEY_WAITS).order_by("pk")
    return {about: local(at).date() for about, at in asked.values_list("subject_ref", "at")}


def _stuck(abouts: Collection[str]) -> frozenset[str]:
    """What of it could not be given back: that was refused, or its job was given up."""
    by_key = {again_key(about): about for about in abouts}
    was_refused = Q(done_at__isnull=False) & ~Q(ended_as=Status.DONE)
    tried = Job.objects.filter(was_refused | Q(dead_at__isnull=False), key__in=by_key)
    return frozenset(by_key[key] for key in tried.values_list("key", flat=True))
