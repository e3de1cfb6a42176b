import pytest
from pydantic import JsonValue

from makegood.core.models import Check
from makegood.core.promises import open_promises
from makegood.core.runner import preview, run
from makegood.domains.cases import queries
from makegood.domains.cases.models import Case
from makegood.domains.cases.tests.conftest import attempts, automated, footprint, open_case, staff
from makegood.domains.conversations.queries import notices_about

pytestmark = pytest.mark.django_db
WHOLE: dict[str, JsonValue] = {
    "outcome": "put_right",
    "root_cause": "conduct",
    "basis": "The floor was repaired on June 12.",
    "response": "We repaired your floor.",
    "accepted": True,
}


def close(case, actor=None, **more):
    return run("cases.close_case", {"case": case, **more}, actor=actor or staff())


def without(name):
    return {key: value for key, value in WHOLE.items() if key != name}


def test_a_case_is_closed_with_its_answer_and_its_cause(case):
    outcome = close(case, **WHOLE)

    assert outcome.is_done
    assert outcome.answer("told") is True
    card = queries.case_card(case)
    assert (card.state, card.outcome, card.root_cause) == ("closed", "put_right", "conduct")
    assert open_promises(f"case:{case}") == []
    answer = notices_about(f"case:{case}")[-1]
    assert answer.name == "case_closed"
    assert "We repaired your floor.\n\nCase CS-1001 is closed.\n\nIf it was not put right, " in (
        answer.body
    )
    assert "tell us by July 15, 2026" in answer.body


def test_AC27_3_without_a_root_cause_it_is_refused_and_what_is_missing_is_listed(case):
    before, rows = footprint(), attempts()
    outcome = close(case, **without("root_cause"))

    assert (outcome.status, outcome.code) == ("refused", "policy_denied")
    assert outcome.clauses == ("CAS-4@2026-01-01",)
    assert [one.text() for one in outcome.statements] == [
        "It cannot be closed yet. Still missing: the root cause."
    ]
    assert footprint() == before
    assert attempts() == rows + 1


def test_AC27_3_everything_that_is_missing_is_listed_at_once(case):
    run(
        "cases.refer_case",
        {"case": case, "department": "billing_control", "question": "Was it credited?"},
        actor=staff(),
    )
    run(
        "cases.add_note",
        {
            "case": case,
            "text": "A fitter comes.",
            "kind": "promise",
            "due": "2026-06-17T15:00:00-04:00",
        },
        actor=staff(),
    )
    outcome = close(case)

    assert [one.text().partition("missing: ")[2] for one in outcome.statements] == [
        "the root cause.",
        "how it ended.",
        "the basis on which it is resolved.",
        "the answer to the customer.",
        "whether the customer agrees.",
        "We promised: A fitter comes.",
        "Billing Control.",
    ]
    assert outcome.statements[0].text("es") == "Todavía no se puede cerrar. Falta: la causa."


def test_a_case_closes_on_proof_not_while_a_check_of_its_records_is_open(case):
    now = Case.objects.get(number=case).opened_at
    check = Check.objects.create(
        name="billing.refund_settled", subject="order:O-1041", due_at=now, deadline_at=now,
        next_look_at=now, act="a",
    )  # fmt: skip
    before = footprint()
    assert close(case, **WHOLE).statements[0].text() == (
        "It cannot be closed yet. Still missing: billing.refund_settled (order:O-1041)."
    )
    assert footprint() == before

    check.passed_at = now
    check.save()
    assert close(case, **WHOLE).is_done


def test_a_customer_who_does_not_agree_is_told_who_else_can_help(case):
    refused = close(case, **{**WHOLE, "accepted": False})
    assert refused.statements[0].text() == (
        "It cannot be closed yet. Still missing: whether the customer agrees."
    )
    outcome = close(case, **{**WHOLE, "accepted": False, "outcome": "deadlock"})
    assert outcome.statements[-1].text() == (
        "If you do not agree, you may turn to: Consumer Protection Office of Meridian, "
        "+1 202 555 0170. It costs you nothing."
    )


def test_silence_is_closed_as_unconfirmed_and_not_as_yes(case):
    ask: dict[str, JsonValue] = {**without("accepted"), "outcome": "unconfirmed"}
    assert close(case, **ask).is_done
    assert queries.case_card(case).outcome == "unconfirmed"


def test_a_case_is_closed_once(case):
    close(case, **WHOLE)
    before = footprint()

    assert close(case, **WHOLE).statements[0].text() == "Case CS-1001 is closed already."
    assert footprint() == before


def test_goodwill_closes_nothing(case):
    ask = {"case": case, "amount": "25.00", "reason": "Two lost mornings."}
    run("cases.grant_goodwill", ask, actor=staff("rae", party="C-6"))

    assert queries.case_card(case).state == "open"
    assert close(case, **without("root_cause")).code == "policy_denied"


def test_the_automated_representative_closes_no_case(case):
    before = footprint()
    assert close(case, automated("CV-1", "C-6"), **WHOLE).code == "not_authorised"
    assert footprint() == before


def test_a_preview_closes_nothing(cast):
    case = open_case()
    before = footprint()
    preview("cases.close_case", {"case": case, **WHOLE}, actor=staff())

    assert footprint() == before
