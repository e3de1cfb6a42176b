"""A refund is wanted on another card: a second person looks, and nobody is tipped off."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import worker
from makegood.core.actor import V1, V2
from makegood.core.models import Effect
from makegood.core.outcome import Outcome
from makegood.core.own_records import parts_kept
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.billing.looking import is_looked_at
from makegood.domains.cases.models import Case, Referral
from makegood.domains.cases.queries.own_records import own_cases
from makegood.domains.cases.tests.conftest import attempts, automated, footprint, staff

pytestmark = pytest.mark.usefixtures("northvale", "db")
TOLD = [
    "A refund to another card or account needs two proofs and a second person of ours.",
    "A colleague looks at this first, as with each request of this kind. You hear from us as "
    "soon as it is decided.",
    "To the card it was paid with, it can go at once. If that card is closed, its bank usually "
    "passes the money on.",
]


def ask(order: str, party: str, level: int = V2) -> Outcome:
    actor = automated(None, party, level)
    return run("cases.ask_refund_elsewhere", {"order": order}, actor=actor)


def test_AC03_4_after_a_new_address_it_is_looked_into_and_nobody_hears_of_it() -> None:
    flagged, usual = ask("O-1047", "C-30"), ask("O-1041", "C-6")
    kinds = [[one.partition(":")[0] for one in outcome.records] for outcome in (flagged, usual)]
    promised = [[one.kind for one in outcome.promises] for outcome in (flagged, usual)]
    assert (kinds[0], promised[0]) == (kinds[1], promised[1])
    worker.work_off()
    open_now = [
        [(one.kind, one.due_at) for one in open_promises(party=party)] for party in ("C-30", "C-6")
    ]
    assert open_now[0] == open_now[1]

    for outcome in (flagged, usual):
        assert outcome.is_done
        assert [one.text() for one in outcome.statements] == TOLD
        assert outcome.clauses == ("REF-2@2026-01-01", "ACC-4@2026-01-01")
    (question,) = Referral.objects.all()
    assert (question.case.number, question.department) == (flagged.answer("case"), "siu")
    assert question.question == (
        "The address was changed on 2026-06-05, and the refund of O-1047 is wanted on another "
        "card. Is it the customer who asks?"
    )
    assert question.referred_by == "system:red_flag"


def test_no_letter_and_nothing_that_is_kept_of_them_says_that_they_are_looked_into() -> None:
    case = ask("O-1047", "C-30").answer("case")
    worker.work_off()

    for act, more in (("accept_referral", {}), ("answer_referral", {"answer": "It is not him."})):
        assert run(f"cases.{act}", {"referral": "RL-1001", **more}, actor=staff()).is_done

    letters = Effect.objects.filter(payload__to="marcus.bell@example.com")
    (card,) = own_cases("C-30")
    assert (card.number, card.state, card.referrals) == (case, "open", ())
    assert card.notes == ()
    assert card.summary == "The refund of order O-1047 is wanted on another card."
    for told in (
        str([one.payload for one in letters]),
        str([one.told("C-30") for one in parts_kept().values()]),
    ):
        assert "siu" not in told.lower()
        assert "investigation" not in told.lower()


def test_asked_twice_it_is_one_case_whether_it_is_looked_into_or_not() -> None:
    for order, party in (("O-1047", "C-30"), ("O-1041", "C-6")):
        first, again = ask(order, party), ask(order, party)
        case = first.answer("case")
        assert again.is_done
        assert [one.text() for one in again.statements] == [
            *TOLD, f"That wish is with us already; your case is {case}.",
        ]  # fmt: skip
        assert (again.answer("case"), again.promises, again.news) == (case, (), ())
        worker.work_off()
    assert Case.objects.count() == 2
    (question,) = Referral.objects.all()
    assert question.case.party == "C-30"


def test_what_was_closed_is_a_new_wish() -> None:
    case = ask("O-1041", "C-6").answer("case")
    closing: dict[str, JsonValue] = {
        "case": case, "outcome": "withdrawn", "root_cause": "customers_side",
        "basis": "He called.", "response": "As you wished.", "accepted": True,
    }  # fmt: skip
    assert run("cases.close_case", closing, actor=staff()).is_done
    assert ask("O-1041", "C-6").answer("case") != case


def test_AC03_4_no_money_goes_elsewhere_before_the_investigators_answered() -> None:
    assert not is_looked_at("O-1047")
    ask("O-1047", "C-30")
    assert is_looked_at("O-1047"), "from the moment on that it is asked"
    worker.work_off()
    assert is_looked_at("O-1047")
    assert run("cases.accept_referral", {"referral": "RL-1001"}, actor=staff()).is_done
    assert is_looked_at("O-1047")
    answer = {"referral": "RL-1001", "answer": "It is him."}
    assert run("cases.answer_referral", answer, actor=staff()).is_done
    assert not is_looked_at("O-1047")


def test_a_question_that_the_investigators_returned_waits_on_and_an_unflagged_wish_never() -> None:
    ask("O-1041", "C-6")
    ask("O-1047", "C-30")
    worker.work_off()
    back = {"referral": "RL-1001", "reason": "Which address?"}
    assert run("cases.bounce_referral", back, actor=staff()).is_done
    assert (is_looked_at("O-1047"), is_looked_at("O-1041")) == (True, False)


def test_whose_code_was_not_asked_or_whose_order_it_is_not_puts_nothing_on_record() -> None:
    before, rows = footprint(), attempts()
    unproven, foreign = ask("O-1047", "C-30", V1), ask("O-1041", "C-30")

    assert (unproven.code, foreign.code) == ("verification_required", "not_found")
    assert footprint() == before
    assert attempts() == rows + 2
    assert not Case.objects.exists()
