"""Who sits in the dark hears what is safe, and the crews hear where it is."""

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core.actor import Actor, Channel
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.cases.models import Case, Referral
from makegood.domains.cases.policy import area_of
from makegood.domains.cases.queries import case_card, reports_of_outage
from makegood.domains.cases.queries.own_records import own_cases
from makegood.domains.cases.tests.conftest import automated, staff

pytestmark = pytest.mark.django_db


def report(conversation, where=None, words="Lights out again."):
    ask: dict[str, JsonValue] = {"words": words, "where": where}
    return run("cases.report_outage", ask, actor=automated(conversation))


def test_what_is_safe_is_said_before_anything_is_asked(chat):
    outcome = report(chat)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "where")
    assert [one.text() for one in outcome.statements] == [
        "Stay away from wires that lie or hang, and call 911 when anybody is in danger or a "
        "medical machine stops.",
        "I tell the crews. At which address is the power out?",
    ]
    assert not Case.objects.exists()


def test_the_crews_get_the_place_and_no_time_is_promised(chat):
    outcome = report(chat, "16 Mill Road, Harlow")
    assert [one.text() for one in (*outcome.statements, *outcome.news)] == [
        "Our Operations Centre has the outage now, with the place.",
        "When the power is back I do not know, and I do not guess. The emergency line tells you "
        "the time the crews expect, day and night.",
        "Your report is CS-1001.",
    ]
    ticket = Effect.objects.get(key="referral:RL-1001:asked")
    assert (ticket.kind, ticket.payload["to"]) == ("text", "+1 202 555 0199")
    assert str(ticket.payload["body"]).startswith(
        "outage\nWhere: 16 Mill Road, Harlow\nLights out again."
    )
    assert Case.objects.get().place == "16 Mill Road, Harlow"
    assert outcome.result == {"case": "CS-1001", "referral": "RL-1001", "reports": 1}


def other_chat():
    opened = run(
        "conversations.open_conversation", {"channel": "chat"}, actor=Actor.anonymous(Channel.CHAT)
    )
    return str(opened.answer("number"))


def test_31_reports_on_feeder_F_12_within_ten_minutes_are_one_outage(chat, at):
    outcome = report(chat, "14 Mill Road, Harlow")
    at("2026-06-15T10:10")
    streets = ("Orchard Lane", "Chapel Hill", "mill road")
    for number in range(2, 32):
        outcome = report(other_chat(), f"{number} {streets[number % 3]}, Harlow")
    assert outcome.result == {"case": "CS-1001", "referral": "RL-1001", "reports": 31}
    assert [one.text() for one in (*outcome.statements, *outcome.news)] == [
        "Our Operations Centre knows of this outage and works on it. Your place is with it now; "
        "it has been reported 31 times.",
        "When the power is back I do not know, and I do not guess. The emergency line tells you "
        "the time the crews expect, day and night.",
        "Your report is CS-1001.",
    ]
    assert (Case.objects.count(), Referral.objects.count()) == (1, 1)
    assert Effect.objects.filter(key__startswith="referral:", kind="text").count() == 1
    places = [one.text for one in reports_of_outage("CS-1001")]
    assert (len(places), places[:2]) == (
        31, ["14 Mill Road, Harlow: Lights out again.", "2 mill road, Harlow: Lights out again."]
    )  # fmt: skip
    assert len(open_promises("case:CS-1001")) == 2, "an answer and news, promised once"


def test_whoever_tells_it_again_in_the_same_conversation_is_counted_once(chat):
    report(chat, "14 Mill Road, Harlow")
    again = report(chat, "14 Mill Road, Harlow")
    assert (again.answer("case"), again.answer("reports")) == ("CS-1001", 1)


def test_another_street_a_later_day_and_an_outage_that_ended_are_outages_of_their_own(chat, at):
    report(chat, "14 Mill Road, Harlow")
    assert report(other_chat(), "3 Quay Street, Harlow").answer("case") == "CS-1002"
    run("cases.accept_referral", {"referral": "RL-1001"}, actor=staff())
    run("cases.answer_referral", {"referral": "RL-1001", "answer": "On again."}, actor=staff())
    closing: dict[str, JsonValue] = {
        "case": "CS-1001", "outcome": "put_right", "root_cause": "system_fault",
        "basis": "The crews said so.", "response": "It is on again.", "accepted": True,
    }  # fmt: skip
    assert run("cases.close_case", closing, actor=staff()).is_done
    assert report(other_chat(), "15 Mill Road, Harlow").answer("case") == "CS-1003"
    at("2026-06-15T16:00")
    assert report(other_chat(), "16 Mill Road, Harlow").answer("case") == "CS-1004"


def test_a_street_that_no_feeder_names_is_an_area_by_itself():
    assert area_of("12 Elm Terrace, Harlow", date(2026, 6, 15)) == "elm terrace harlow"
    assert area_of("Elm Terrace 7, Harlow", date(2026, 6, 15)) == "elm terrace harlow"
    assert area_of("8b Windmill Road, Harlow", date(2026, 6, 15)) == "b windmill road harlow"
    assert area_of("8 MILL ROAD", date(2026, 6, 15)) == "F-12"


def test_nobody_hears_where_others_sit_in_the_dark(cast, chat):
    ask = {"words": "Lights out again.", "where": "14 Mill Road, Harlow"}
    run("cases.report_outage", ask, actor=automated(chat, "C-6"))
    report(other_chat(), "20 Mill Road, Harlow")
    assert [one.text for one in case_card("CS-1001").notes] == [
        "14 Mill Road, Harlow: Lights out again.",
        "20 Mill Road, Harlow: Lights out again.",
    ]
    (card,) = own_cases("C-6")
    assert [one.text for one in card.notes] == ["14 Mill Road, Harlow: Lights out again."]


def test_what_the_second_caller_says_of_it_is_kept_beside_the_place(chat):
    report(chat, "14 Mill Road, Harlow")
    report(other_chat(), "20 Mill Road, Harlow", "A tree fell on the pole over my drive.")
    assert [one.text for one in reports_of_outage("CS-1001")] == [
        "14 Mill Road, Harlow: Lights out again.",
        "20 Mill Road, Harlow: A tree fell on the pole over my drive.",
    ]


def test_a_place_put_right_in_the_same_conversation_is_written_and_counts_no_second_report(chat):
    report(chat, "14 Mill Road, Harlow")
    again = report(chat, "41 Mill Road, Harlow")
    assert (again.answer("case"), again.answer("reports")) == ("CS-1001", 1)
    assert [one.text for one in reports_of_outage("CS-1001")] == [
        "14 Mill Road, Harlow: Lights out again.",
        "41 Mill Road, Harlow: Lights out again.",
    ]


def test_what_names_no_street_is_nobody_else_s_outage(chat):
    assert report(chat, "at my house").answer("case") == "CS-1001"
    assert report(other_chat(), "at my house").answer("case") == "CS-1002"


def test_an_outage_that_the_crews_have_answered_is_told_to_them_anew(chat):
    report(chat, "14 Mill Road, Harlow")
    run("cases.accept_referral", {"referral": "RL-1001"}, actor=staff())
    run("cases.answer_referral", {"referral": "RL-1001", "answer": "On again."}, actor=staff())
    again = report(other_chat(), "15 Mill Road, Harlow")
    assert (again.answer("case"), again.answer("referral")) == ("CS-1002", "RL-1002")


def test_a_report_that_was_moved_elsewhere_stops_no_later_one(chat):
    report(chat, "14 Mill Road, Harlow")
    assert report(other_chat(), "3 Quay Street, Harlow").answer("case") == "CS-1002"
    moved: dict[str, JsonValue] = {
        "case": "CS-1001", "note": 1, "to": "CS-1002", "why": "Another street.",
    }  # fmt: skip
    assert run("cases.move_note", moved, actor=staff()).is_done
    assert report(other_chat(), "16 Mill Road, Harlow").answer("reports") == 1


def test_a_place_of_others_that_was_put_right_is_hidden_as_before(cast, chat):
    ask = {"words": "Lights out again.", "where": "14 Mill Road, Harlow"}
    run("cases.report_outage", ask, actor=automated(chat, "C-6"))
    report(other_chat(), "20 Mill Road, Harlow")
    right: dict[str, JsonValue] = {
        "case": "CS-1001", "note": 2, "text": "22 Mill Road, Harlow", "why": "Misheard.",
    }  # fmt: skip
    assert run("cases.correct_note", right, actor=staff()).is_done
    (card,) = own_cases("C-6")
    assert [one.text for one in card.notes] == ["14 Mill Road, Harlow: Lights out again."]
