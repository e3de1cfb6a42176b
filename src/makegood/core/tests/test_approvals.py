"""Approvals: what is beyond an actor waits for somebody with more authority, on today's facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import JsonValue

from conftest import automated, staff
from makegood.core import clock
from makegood.core.actor import V2, Actor
from makegood.core.approvals import Approval, has_moved
from makegood.core.authority import Excess, excess
from makegood.core.decision import Code, Use
from makegood.core.models import ApprovalRequest, AuthorityUse, JournalRow, Number
from makegood.core.money import Money
from makegood.core.outcome import ChildNotDone, Outcome, Status
from makegood.core.runner import run
from makegood.core.tests.conftest import leaving
from makegood.core.tests.umbrella import LendUmbrella
from makegood.handbook import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stand")]
DEAR: dict[str, JsonValue] = {"stand": "UMBA", "rain": True, "worth": "300.00"}
RAE_FOR_TOM = staff("rae", "R1").on_behalf_of("C-6", V2)


def left() -> int:
    return Number.objects.get(series="UMBA").last


def ask_for(ask: dict[str, JsonValue], actor: Actor = RAE_FOR_TOM) -> ApprovalRequest:
    outcome = run("tests.lend_umbrella", ask, actor=actor)
    assert outcome.status is Status.PENDING_APPROVAL
    return ApprovalRequest.objects.get(number=outcome.approval)


def say_yes(
    request: ApprovalRequest, approver: Actor, ask: dict[str, JsonValue] | None = None
) -> Outcome:
    """Do what was asked for on this approver's yes, as the act of approving does it."""
    given = Approval(approver, request.number, Money(request.amount_cents))
    return leaving(approver).run_approved(
        LendUmbrella,
        ask or request.ask,
        asker=Actor.model_validate(request.asker),
        approval=given,
    )


def test_a_request_is_kept_once_with_all_that_an_approver_must_know() -> None:
    first = ask_for(DEAR)
    assert ask_for(DEAR) == first
    assert ApprovalRequest.objects.count() == 1
    assert (first.operation, first.asker_name, first.party, first.kind) == (
        "tests.lend_umbrella", "staff:rae", "C-6", "refund",
    )  # fmt: skip
    assert (first.amount_cents, first.reason) == (
        30000,
        "per_transaction: 300.00 USD is above 250.00 USD",
    )
    passed = Excess("per_transaction", limit=Money(25000), comes_to=Money(30000))
    assert Excess.read(first.reason) == passed
    assert (left(), AuthorityUse.objects.filter(party="C-6", kind="refund").count()) == (3, 0)
    assert ask_for(DEAR | {"words": "please"}).number != first.number


def test_each_try_is_recorded_and_names_the_request() -> None:
    number = ask_for(DEAR).number
    ask_for(DEAR)
    rows = JournalRow.objects.filter(subjects__ref=number)
    assert [row.status for row in rows] == ["pending_approval"] * 2


def test_a_request_waits_five_business_days_and_then_a_new_one_is_made(
    standing_time: clock.StandingTime,
) -> None:
    first = ask_for(DEAR)
    assert first.expires_at == datetime(2026, 6, 23, 16, tzinfo=UTC)  # Juneteenth in between
    standing_time.at = first.expires_at - timedelta(seconds=1)
    assert ask_for(DEAR) == first
    standing_time.at = first.expires_at
    assert ask_for(DEAR) != first


def test_an_approver_within_the_own_limit_lets_it_be_done_in_the_askers_name(ines: Actor) -> None:
    request = ask_for(DEAR)
    assert say_yes(request, ines).is_done
    assert left() == 2
    use = AuthorityUse.objects.get(kind="refund", amount_cents=30000)
    assert (use.actor, use.party, use.approved_by) == ("staff:rae", "C-6", "staff:ines")


@pytest.mark.parametrize(
    ("approver", "worth", "may"),
    [
        (staff("ines", "S1"), "2500.00", True),
        (staff("ines", "S1"), "2500.01", False),
        (staff("omar", "M1"), "2500.01", True),
        (staff("omar", "M1"), "10000.01", False),
        (automated(), "300.00", False),
        (staff("noor", "none"), "300.00", False),
    ],
)
def test_an_approver_cannot_lend_more_authority_than_the_own(
    approver: Actor, worth: str, may: bool
) -> None:
    request = ask_for(DEAR | {"worth": worth})
    if may:
        assert say_yes(request, approver).is_done
        return
    with pytest.raises(ChildNotDone) as caught:
        say_yes(request, approver)
    assert caught.value.outcome.code is Code.APPROVAL_REQUIRED
    assert left() == 3


@pytest.mark.parametrize(
    ("shown", "now", "moved"),
    [
        ("300.00", "300.00", False),
        ("300.00", "301.00", False),
        ("300.00", "299.00", False),
        ("300.00", "301.01", True),  # more than 1.00
        ("300.00", "298.99", True),
        ("50.00", "50.50", False),
        ("50.00", "50.51", True),  # more than 1 % of it, which is less than 1.00
    ],
)
def test_an_amount_that_moved_since_it_was_shown_is_shown_again(
    shown: str, now: str, moved: bool
) -> None:
    assert has_moved(Money.parse(now), Money.parse(shown)) is moved


def test_a_yes_to_another_amount_is_refused_as_stale(ines: Actor) -> None:
    request = ask_for(DEAR)
    with pytest.raises(ChildNotDone) as caught:
        say_yes(request, ines, DEAR | {"worth": "310.00"})
    assert caught.value.outcome.code is Code.STALE
    assert left() == 3


def test_a_yes_counts_on_todays_facts(ines: Actor) -> None:
    request = ask_for(DEAR)
    with pytest.raises(ChildNotDone) as caught:
        say_yes(request, ines, DEAR | {"rain": False})
    assert caught.value.outcome.code is Code.POLICY_DENIED
    assert left() == 3


@pytest.fixture
def four_eyes() -> Callable[[Actor, bool], bool]:
    """Whether an actor may do an act of a kind that always needs two people."""
    (kind, *_) = book().authority.approvals.four_eyes

    def may(actor: Actor, is_second: bool) -> bool:
        use = Use(kind, Money.parse("0.01"))
        return excess(actor, use, clock.now(), is_second=is_second) is None

    return may


def test_some_acts_always_need_two_people_however_much_the_first_may(
    four_eyes: Callable[[Actor, bool], bool], rae: Actor, ines: Actor, omar: Actor
) -> None:
    assert [four_eyes(actor, False) for actor in (rae, ines, omar)] == [False] * 3
    assert [four_eyes(actor, True) for actor in (rae, ines, omar)] == [False, True, True]


def test_what_somebody_approved_does_not_count_as_split(ines: Actor) -> None:
    say_yes(ask_for(DEAR), ines)
    assert run(
        "tests.lend_umbrella", DEAR | {"worth": "250.00"}, actor=RAE_FOR_TOM
    ).is_done  # within the own limit
    ask_for(DEAR | {"worth": "0.01"})


@pytest.mark.parametrize(("hours", "alone"), [(24, False), (25, True)])
def test_amounts_are_split_only_within_the_splitting_hours(
    hours: int, alone: bool, standing_time: clock.StandingTime
) -> None:
    run("tests.lend_umbrella", DEAR | {"worth": "200.00"}, actor=RAE_FOR_TOM)
    standing_time.at += timedelta(hours=hours)
    outcome = run("tests.lend_umbrella", DEAR | {"worth": "100.00"}, actor=RAE_FOR_TOM)
    assert outcome.is_done is alone


def test_a_monthly_budget_is_shared_by_all(ines: Actor) -> None:
    spent = Money.zero()
    AuthorityUse.objects.filter(kind="goodwill").delete()
    budget = Money.parse("60.00")
    for party, amount, within in [("C-5", "40.00", True), ("C-6", "20.01", False)]:
        use = Use("goodwill", Money.parse(amount), subject=f"case:{party}", monthly_budget=budget)
        over = excess(ines.on_behalf_of(party), use, clock.now())
        assert (over is None) is within
        if over:
            assert (over.over_budget, over.comes_to) == (True, Money.parse("60.01"))
        else:
            spent += use.amount
            AuthorityUse.objects.create(
                at=clock.now(), act=party, kind="goodwill", actor="staff:rae", party=party,
                amount_cents=use.amount.cents, mechanical=False,
            )  # fmt: skip
