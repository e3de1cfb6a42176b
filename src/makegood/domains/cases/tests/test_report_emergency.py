import pytest

from makegood.core.models import Effect
from makegood.core.outcome import InvalidAsk
from makegood.core.runner import preview, run
from makegood.domains.cases import queries
from makegood.domains.cases.models import Case, EmergencyKind
from makegood.domains.cases.tests.conftest import attempts, automated, footprint, staff
from makegood.domains.conversations import queries as conversations

pytestmark = pytest.mark.django_db


def report(conversation, kind="gas", actor=None, **more):
    ask = {"emergency_kind": kind, "words": "I smell gas at my neighbour's.", **more}
    return run("cases.report_emergency", ask, actor=actor or automated(conversation))


def test_AC01_2_what_to_do_is_said_first_and_nobody_is_asked_who_they_are(chat):
    outcome = report(chat)

    assert outcome.is_done
    assert [one.text() for one in (*outcome.statements, *outcome.news)] == [
        "Please leave the building now. Do not use switches, flames or a phone inside. Once "
        "outside, call 911. We have told our Operations Centre.",
        "I have called a colleague at the emergency line, who answers you here.",
        "Your report is CS-1001.",
    ]
    card = queries.case_card("CS-1001")
    assert (card.priority, card.category, card.party) == (0, "emergency", "")


def test_AC29_1_help_is_set_going_with_the_place(chat):
    report(chat, where="16 Mill Road, Harlow")

    ticket = Effect.objects.get(key="referral:RL-1001:asked")
    assert (ticket.kind, ticket.payload["to"]) == ("text", "+1 202 555 0199")
    assert str(ticket.payload["body"]).startswith(
        "gas\nWhere: 16 Mill Road, Harlow\nI smell gas at my neighbour's."
    )
    assert Case.objects.get().place == "16 Mill Road, Harlow"
    assert queries.due_work()[0].reason == "danger"


def test_a_person_is_called_into_the_conversation_before_all_others(chat):
    report(chat)

    (waiting,) = conversations.waiting()
    assert (waiting.conversation, waiting.urgency) == (chat, "life_or_safety")
    assert waiting.reason == "emergency: gas"


def test_whoever_speaks_of_harming_themselves_gets_a_person_and_no_crew(chat):
    outcome = report(chat, "self_harm")

    assert "call or text 988" in outcome.statements[0].text()
    assert outcome.answer("referral") is None
    assert conversations.waiting()[0].urgency == "life_or_safety"


@pytest.mark.parametrize("kind", list(EmergencyKind))
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_there_is_a_script_for_each_danger_in_each_language(db, kind, language):
    outcome = report(None, kind)

    assert outcome.is_done
    assert len(outcome.statements[0].text(language)) > 40
    assert conversations.waiting() == ()


def test_the_same_danger_told_twice_is_one_report_and_the_script_again(chat):
    first = report(chat)
    before = footprint()
    second = report(chat)

    assert second.statements[0] == first.statements[0]
    assert (second.answer("case"), second.answer("is_new")) == ("CS-1001", False)
    assert footprint() == before


def test_at_the_desk_no_conversation_is_passed_on(cast):
    outcome = report(None, actor=staff("rae", party="C-6"))

    assert outcome.is_done
    assert queries.case_card("CS-1001").party == "C-6"
    assert conversations.waiting() == ()


def test_danger_in_a_conversation_that_a_person_has_stays_with_that_person(chat):
    run("conversations.take_over", {"conversation": chat}, actor=staff())
    outcome = report(chat)

    assert outcome.is_done
    assert conversations.card(chat).with_person == "rae"


def test_a_silent_operations_centre_is_chased_within_minutes(chat, at):
    report(chat)
    assert queries.referral_card("RL-1001").due_at.isoformat() == "2026-06-15T14:05:00+00:00"


def test_an_unknown_danger_is_told_by_name_and_changes_nothing(chat):
    before, rows = footprint(), attempts()
    with pytest.raises(InvalidAsk) as invalid:
        report(chat, "dragons")
    assert invalid.value.faults[0].field == "emergency_kind"
    assert footprint() == before
    assert attempts() == rows + 1


def test_a_preview_calls_nobody(chat):
    before = footprint()
    ask = {"emergency_kind": "gas", "words": "I smell gas"}
    preview("cases.report_emergency", ask, actor=automated(chat))

    assert footprint() == before
    assert conversations.waiting() == ()
