"""What a customer disputes is skipped by payments until it is settled."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.models import Effect
from makegood.core.outcome import InvalidAsk, Status
from makegood.core.promises import open_promises
from makegood.domains.billing import queries
from makegood.domains.billing.models import DisputedCharge
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    invoice,
    mails,
    owing,
    pay_on_account,
    travel,
    usd,
    waiting,
)


def dispute(rae: Actor, amount: str, order: str = "O-7001") -> Status:
    ask = {"party": TOM, "order": order, "amount": amount, "reason": "Not received"}
    return do("billing.note_dispute", rae, **ask).status


def test_a_disputed_part_is_paid_only_when_the_payer_names_it(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    assert dispute(rae, "40.00") is Status.DONE
    number = pay_on_account("10.00", "cash")
    assert (owing(), waiting()) == ({"order:O-7001": "40.00"}, {number: "10.00"})
    pay_on_account("5.00", "cash", apply_to=["O-7001"])
    assert owing() == {"order:O-7001": "35.00"}
    assert queries.open_items(TOM)[0].payable == usd("0.00")


def test_a_dispute_is_raised_lowered_and_ended_and_each_step_is_kept(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    assert [dispute(rae, each) for each in ("10.00", "40.00", "0.00")] == [Status.DONE] * 3
    assert queries.disputes_of(TOM) == []
    kept = DisputedCharge.objects.order_by("pk").values_list("amount_cents", "ended_by")
    assert list(kept) == [(1000, "staff:rae"), (4000, "staff:rae")]


@pytest.mark.parametrize(("amount", "order"), [("40.01", "O-7001"), ("-1.00", "O-7001"),
                                               ("0.00", "O-7001"), ("1.00", "O-7002")])  # fmt: skip
def test_no_more_than_is_owed_is_disputed_and_nothing_is_ended_that_was_not_begun(
    rae: Actor, amount: str, order: str
) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    assert dispute(rae, amount, order) is Status.REFUSED
    assert not DisputedCharge.objects.exists()


def promised(order: str = "O-7001") -> dict[str, str]:
    """What is promised about an order and not kept yet: the words of it by their kind."""
    return {one.kind: one.text for one in open_promises(f"order:{order}")}


def test_an_error_told_in_time_is_confirmed_at_once_and_answered_within_90_days(
    rae: Actor,
) -> None:
    invoice("O-7001", "40.00", "2026-04-16")  # sixty days before 2026-06-15
    dispute(rae, "10.00")
    answer_by = "You hear from us by September 13, 2026 what we found about O-7001."
    assert promised() == {"dispute_answered": answer_by}
    [mail] = mails("dispute_noted")
    assert answer_by in str(mail.payload["body"])
    dispute(rae, "12.00")
    assert (promised(), len(mails("dispute_noted"))) == ({"dispute_answered": answer_by}, 1)
    done("billing.note_dispute", rae, party=TOM, order="O-7001", amount="0", reason="It was right.")
    assert promised() == {}
    [mail] = mails("dispute_answered")
    assert "What we found about O-7001: It was right." in str(mail.payload["body"])


def test_an_error_told_on_the_61st_day_is_looked_at_without_a_promised_day(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-04-15")
    assert dispute(rae, "10.00") is Status.DONE
    assert promised() == {}
    [mail] = mails("dispute_noted")
    assert "was to be told by June 14, 2026" in str(mail.payload["body"])


def test_the_days_count_from_what_is_open_and_not_from_what_was_paid(rae: Actor) -> None:
    invoice("O-7001", "20.00", "2026-03-01")
    pay_on_account("20.00", "cash")
    invoice("O-7001", "40.00", "2026-06-01", shipment=":2")
    assert dispute(rae, "10.00") is Status.DONE
    assert list(promised()) == ["dispute_answered"]


def test_whoever_owns_an_answer_hears_before_it_is_late(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    invoice("O-7001", "40.00", "2026-06-15")
    dispute(rae, "10.00")
    travel(standing_time, "2026-09-01")
    assert len(told_of(rae, "promise_nears")) == 1
    travel(standing_time, "2026-09-15")
    assert len(told_of(rae, "promise_broken")) == 1


def told_of(owner: Actor, notice: str) -> list[Effect]:
    """What was written about promises of somebody's."""
    rows = Effect.objects.filter(payload__notice=notice)
    return [row for row in rows if f"Owner: {owner.name}." in str(row.payload["body"])]


def test_a_dispute_ends_too_when_nothing_is_owed_any_more(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    dispute(rae, "10.00")
    pay_on_account("40.00", "cash", apply_to=["O-7001"])
    assert dispute(rae, "0.00") is Status.DONE
    assert (queries.disputes_of(TOM), promised()) == ([], {})


def test_a_dispute_of_half_a_cent_is_no_amount(rae: Actor) -> None:
    with pytest.raises(InvalidAsk):
        dispute(rae, "0.005")
