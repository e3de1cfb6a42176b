"""Store credit that was given ends after its letter; what was paid for never does (REF-17)."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.core.actor import Actor
from makegood.core.clock import StandingTime
from makegood.core.decision import Code
from makegood.core.jobs import run_one
from makegood.core.models import Job
from makegood.domains.billing import queries
from makegood.domains.billing.models import GivenCredit, TenderAccount
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    mails,
    pay,
    stand,
    usd,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import approve, lines_of, moved
from makegood.domains.parties.models import Death, Party


def give(amount: str, source: str = "case:CS-70001:goodwill-1", *, ends: bool = True) -> str:
    """Store credit given out of nothing, on 2026-06-15 if time was not moved; its number."""
    done("billing.issue_store_credit", party=TOM, amount=amount, source=source, out_of="5200",
         reason="Goodwill", ends=ends)  # fmt: skip
    return GivenCredit.objects.latest("pk").number if ends else ""


def account() -> TenderAccount:
    return TenderAccount.objects.get(kind="store_credit", party=TOM)


def spend(amount: str) -> None:
    pay(amount, "store_credit", token=account().number)


def night(standing: StandingTime, day: str) -> list[str]:
    """What the night of a day takes up, each done by itself."""
    stand(standing, day)
    credits = done("billing.lapse_credits").answer("credits")
    for job in Job.objects.filter(key__startswith="given_credit:", done_at=None):
        while Job.objects.get(pk=job.pk).done_at is None:
            assert run_one()
    assert isinstance(credits, list)
    return [str(one) for one in credits]


def test_it_is_told_sixty_days_before_and_ends_after_its_last_day(
    standing_time: StandingTime,
) -> None:
    credit = give("25.00")
    assert GivenCredit.objects.get().ends_on == date(2028, 6, 14)  # 730 days later
    assert night(standing_time, "2028-04-14") == []
    assert night(standing_time, "2028-04-15") == [credit]
    [mail] = mails("store_credit_ends_soon")
    assert (
        "$25.00 of your store credit was given as a gesture and can be spent until June 14, 2028. "
        "The rest of it does not end."
    ) in str(mail.payload["body"])
    assert night(standing_time, "2028-06-14") == []
    assert night(standing_time, "2028-06-15") == [credit]
    assert moved("4900") == usd("-25.00")
    [entry] = ledger.entries_of(f"given_credit:{credit}:lapsed")
    assert (entry.rule, lines_of(entry.number)) == ("J19", [("2300", "25.00"), ("4900", "-25.00")])
    assert queries.balance(account()) == usd("0.00")
    assert len(mails("store_credit_ended")) == 1
    assert night(standing_time, "2028-06-16") == []


def test_only_what_was_given_and_not_spent_ends(standing_time: StandingTime) -> None:
    give("100.00", "return:R-7001:credit", ends=False)
    give("25.00")
    spend("10.00")  # of what was given, though the other was there before
    night(standing_time, "2028-04-15")
    night(standing_time, "2028-06-15")
    assert moved("4900") == usd("-15.00")
    assert queries.balance(account()) == usd("100.00")


def test_what_was_spent_meanwhile_neither_is_told_nor_ends(standing_time: StandingTime) -> None:
    give("25.00")
    night(standing_time, "2028-04-15")
    spend("25.00")
    assert night(standing_time, "2028-06-15") == []
    assert moved("4900") == usd("0.00")


def test_what_is_spent_past_its_last_day_is_closed_and_never_looked_at_again(
    standing_time: StandingTime,
) -> None:
    give("25.00")
    spend("25.00")
    later = give_again(standing_time, "2026-07-01")
    night(standing_time, "2028-06-14")
    assert closed() == []
    night(standing_time, "2028-06-15")
    first = GivenCredit.objects.order_by("pk").first()
    assert first is not None
    assert closed() == [first.number]
    at = first.closed_at
    night(standing_time, "2028-06-16")
    assert GivenCredit.objects.order_by("pk").values_list("closed_at", flat=True)[0] == at
    assert night(standing_time, "2028-08-14") == [later]
    assert queries.endings(date(2028, 8, 15)).spent == ()


def give_again(standing: StandingTime, day: str) -> str:
    """Store credit that is given later, on the same account."""
    stand(standing, day)
    return give("10.00", "case:CS-70001:goodwill-2")


def closed() -> list[str]:
    return list(GivenCredit.objects.exclude(closed_at=None).values_list("number", flat=True))


def test_whoever_is_told_late_has_the_whole_time_after_the_letter(
    standing_time: StandingTime,
) -> None:
    credit = give("25.00")
    assert night(standing_time, "2028-06-10") == [credit]
    assert "until August 9, 2028" in str(mails("store_credit_ends_soon")[0].payload["body"])
    assert night(standing_time, "2028-08-09") == []
    assert night(standing_time, "2028-08-10") == [credit]


def test_credit_whose_giving_was_taken_back_ends_nothing_else(
    standing_time: StandingTime, rae: Actor, ines: Actor
) -> None:
    give("100.00", "return:R-7001:credit", ends=False)
    give("25.00")
    [entry] = ledger.entries_of("case:CS-70001:goodwill-1")
    ask: dict[str, str] = {"entry": entry.number, "reason": "Given to the wrong customer"}
    approve(do("ledger.reverse_entry", rae, **ask), by=ines)
    assert night(standing_time, "2028-04-15") == []
    assert queries.balance(account()) == usd("100.00")


def test_what_somebody_held_who_died_is_left_for_the_family(standing_time: StandingTime) -> None:
    give("25.00")
    Death.objects.create(
        party=Party.objects.get(number=TOM), told_by="his sister", captured_how="call",
        at="2028-01-01T12:00:00Z",
    )  # fmt: skip
    assert night(standing_time, "2028-04-15") == []


def test_many_are_looked_at_with_the_same_looks() -> None:
    def looks() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.endings(date(2028, 4, 15))
        return len(seen)

    give("25.00")
    one = looks()
    for number in range(2, 6):
        give("5.00", f"case:CS-70001:goodwill-{number}")
    assert looks() == one


def test_nobody_but_the_house_tells_or_ends(rae: Actor, noor: Actor) -> None:
    credit = give("25.00")
    for actor in (rae, noor):
        for operation in ("billing.tell_ending", "billing.lapse_credit"):
            assert do(operation, actor, credit=credit).code is Code.NOT_AUTHORISED
    assert GivenCredit.objects.get().told_at is None
