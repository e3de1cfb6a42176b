import pytest

from makegood.core.models import Effect, Job
from makegood.core.outcome import InvalidAsk
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.tests.conftest import attempts, automated, footprint, staff

pytestmark = pytest.mark.django_db
QUESTION = "Was the deposit of 228.99 credited to order O-1041?"


def refer(case, actor=None, **more):
    ask = {"case": case, "department": "billing_control", "question": QUESTION, **more}
    return run("cases.refer_case", ask, actor=actor or staff())


def test_AC28_1_the_package_has_its_eight_parts(case):
    run(
        "cases.add_note",
        {"case": case, "text": "The bill was read twice.", "kind": "fact"},
        actor=staff(),
    )
    outcome = refer(case, tried="Two contacts with the customer.")

    assert outcome.result == {
        "referral": "RL-1001",
        "department": "billing_control",
        "due": "2026-06-16T14:00:00Z",
    }
    assert queries.referral_card("RL-1001").package == {
        "summary": "The driver scratched my floor.",
        "wanted": "A new floor.",
        "facts": [
            {"text": "It is about order:O-1041.", "source": "order:O-1041"},
            {"text": "The bill was read twice.", "source": "rae"},
        ],
        "tried": ["Two contacts with the customer."],
        "promised": [
            {
                "text": "We are still working on case CS-1001. You hear from us again by June 30, "
                "2026, 5:00 PM.",
                "due": "2026-06-30T21:00:00+00:00",
            },
            {
                "text": "You have our answer by July 15, 2026.",
                "due": "2026-07-15T21:00:00+00:00",
            },
        ],
        "documents": ["NT-1001 case_opened"],
        "verification": {"party": "C-6", "level": 2},
        "question": QUESTION,
    }


@pytest.mark.parametrize("question", [None, "", "   "])
def test_AC28_1_a_missing_question_is_an_invalid_ask(case, question):
    before = footprint()
    ask = {"case": case, "department": "billing_control"}
    if question is not None:
        ask["question"] = question
    with pytest.raises(InvalidAsk) as invalid:
        run("cases.refer_case", ask, actor=staff())

    assert [fault.field for fault in invalid.value.faults] == ["question"]
    assert footprint() == before


def test_the_department_gets_the_question_and_the_customer_a_promise(case):
    outcome = refer(case)

    mail = Effect.objects.get(key="referral:RL-1001:asked")
    assert (mail.kind, mail.payload["to"]) == ("mail", "billing.control@northvale.example.com")
    assert QUESTION in str(mail.payload["body"])
    assert [one.text() for one in outcome.statements] == [
        "I have asked Billing Control. By June 16, 2026, 10:00 AM we know whether they "
        "take it; you hear from us either way."
    ]
    news = [one for one in open_promises(f"case:{case}") if one.kind == "case_news"]
    assert [one.due_at.isoformat() for one in news] == ["2026-06-16T14:00:00+00:00"]
    assert queries.case_card(case).state == "waiting_department"


def test_it_is_looked_after_at_half_four_fifths_and_all_of_its_time(case):
    refer(case)

    chases = Job.objects.filter(operation="cases.chase_referral").order_by("run_at")
    assert [(job.ask["percent"], job.run_at.isoformat()) for job in chases] == [
        (50, "2026-06-16T02:00:00+00:00"),
        (80, "2026-06-16T09:12:00+00:00"),
        (100, "2026-06-16T14:00:00+00:00"),
    ]


def test_a_department_is_found_by_its_name(case):
    assert refer(case, department="Billing Control").answer("department") == "billing_control"


def test_an_unknown_department_goes_to_the_closest_by_its_mission_and_says_so(case):
    outcome = refer(case, department="meter readings")

    assert outcome.answer("department") == "metering_lab"
    assert outcome.statements[0].text() == (
        "There is no department meter readings. Closest to it is Metering Lab, which was asked "
        "instead."
    )


def test_nobody_is_tipped_off_when_fraud_is_looked_into(case):
    outcome = refer(case, department="siu", question="Is this the third refund to a new card?")

    (told,) = outcome.statements
    assert told.text() == "We look into it further. You hear from us by June 16, 2026, " + (
        "10:00 AM."
    )


def test_a_department_of_the_same_day_has_two_hours(case):
    assert refer(case, department="product_safety").answer("due") == "2026-06-15T16:00:00Z"


def test_a_business_day_leaves_out_the_weekend(case, at):
    at("2026-06-12T16:00")
    assert refer(case).answer("due") == "2026-06-15T20:00:00Z"


def test_the_automated_representative_may_refer_too(case):
    assert refer(case, automated("CV-1", "C-6")).is_done


def test_a_case_that_there_is_not_goes_nowhere(cast):
    before, rows = footprint(), attempts()
    assert refer("CS-9999").code == "not_found"
    assert footprint() == before
    assert attempts() == rows + 1
