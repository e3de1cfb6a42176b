from datetime import date

import pytest

from makegood.core import journal
from makegood.core.actor import Level
from makegood.core.models import Effect
from makegood.core.outcome import InvalidAsk
from makegood.core.promises import open_promises
from makegood.core.runner import preview, run
from makegood.domains.cases import queries
from makegood.domains.cases.tests.conftest import (
    attempts,
    automated,
    footprint,
    open_case,
    staff,
)

OPEN = "cases.open_case"
pytestmark = pytest.mark.django_db


def test_a_case_keeps_the_customers_words_an_owner_and_its_dates(cast):
    number = open_case()

    card = queries.case_card(number)
    assert number == "CS-1001"
    assert (card.party, card.summary, card.wanted) == (
        "C-6",
        "The driver scratched my floor.",
        "A new floor.",
    )
    assert (card.subjects, card.owner, card.state) == (("order:O-1041",), "rae", "open")
    assert card.future_contact == "by e-mail"
    assert card.defects == ()
    assert queries.cases_of("C-6") == (card,)
    assert queries.cases_about("order:O-1041") == (card,)


def test_AC27_1_the_dates_of_a_case_received_on_tuesday_3_march(cast, at):
    at("2026-03-03T10:00")
    outcome = run(
        OPEN,
        {"category": "billing", "summary": "Too high", "future_contact": "by post"},
        actor=staff("rae", party="C-6"),
    )

    assert outcome.result == {
        "case": "CS-1001",
        "acknowledge_by": "2026-03-04",
        "summary_by": "2026-03-06",
        "answer_by": "2026-03-31",
        "final_by": "2026-04-28",
    }


def test_the_customer_is_told_the_number_and_hears_by_mail(case):
    effect = Effect.objects.get(kind="mail")
    assert effect.payload["subject"] == "Your case CS-1001"
    body = str(effect.payload["body"])
    assert "What you told us:\nThe driver scratched my floor." in body
    assert "Your case is CS-1001. You hear from us by June 16, 2026." in body
    assert queries.case_card(case).acknowledged_at is not None


def test_an_answer_and_news_on_the_way_are_promised(case):
    promised = {one.kind: one.due_at.isoformat() for one in open_promises(f"case:{case}")}
    assert promised == {
        "case_answer": "2026-07-15T21:00:00+00:00",
        "case_news": "2026-06-30T21:00:00+00:00",
    }


def test_nobody_is_written_to_whose_case_it_only_claims_to_be(cast, chat):
    number = open_case(automated(chat, "C-6", Level.V0))

    assert not Effect.objects.filter(kind="mail").exists()
    card = queries.case_card(number)
    assert (card.party, card.level) == ("C-6", 0)
    assert card.acknowledged_at is not None


def test_a_complaint_of_somebody_unknown_is_taken_too(chat):
    card = queries.case_card(open_case(automated(chat)))

    assert (card.party, card.owner, card.conversation) == ("", "customer_care", chat)
    assert card.defects == ("party",)


def test_in_conversation_the_way_to_reach_them_is_asked(cast, chat):
    before, rows = footprint(), attempts()
    ask = {"category": "service", "summary": "Nobody called me back."}
    outcome = run(OPEN, ask, actor=automated(chat, "C-6"))

    assert (outcome.status, outcome.needs) == ("needs_info", "future_contact")
    assert footprint() == before
    assert attempts() == rows + 1


def test_AC08_1_a_case_without_a_way_to_reach_them_is_listed_as_a_defect_the_same_day(cast):
    ask = {"category": "service", "summary": "Nobody called me back."}
    outcome = run(OPEN, ask, actor=staff("rae", party="C-6"))

    (found,) = queries.with_defects()
    assert (found.number, found.defects) == (outcome.answer("case"), ("future_contact",))


def test_a_case_without_words_asks_for_them(cast):
    before = footprint()
    outcome = run(OPEN, {"category": "other", "summary": " "}, actor=staff("rae", party="C-6"))

    assert (outcome.status, outcome.needs) == ("needs_info", "summary")
    assert footprint() == before


def test_an_unknown_category_is_told_by_name(cast):
    with pytest.raises(InvalidAsk) as invalid:
        run(OPEN, {"category": "weather", "summary": "Rain"}, actor=staff())
    assert invalid.value.faults[0].field == "category"


def test_danger_comes_first_among_what_is_due_then_what_is_promised_today(cast, at):
    late = open_case()
    today = open_case(summary="Call me today")
    run(
        "cases.add_note",
        {
            "case": today,
            "text": "We call today.",
            "kind": "promise",
            "due": "2026-06-15T15:00:00-04:00",
        },
        actor=staff(),
    )
    danger = open_case(category="emergency", summary="I smell gas")

    assert [(one.case.number, one.reason) for one in queries.due_work()] == [
        (danger, "danger"),
        (today, "promise_today"),
        (late, "dated"),
    ]


def test_a_last_day_within_24_hours_comes_before_a_promise_of_today(cast, at):
    at("2026-04-20T10:00")
    old = open_case()
    at("2026-06-15T10:00")
    new = open_case(category="emergency", summary="gas")

    assert queries.case_card(old).final_by == date(2026, 6, 15)
    assert [one.reason for one in queries.due_work()] == ["danger", "last_day"]
    assert queries.due_work()[0].case.number == new


def test_a_preview_opens_nothing(cast):
    before = footprint()
    ask = {"category": "other", "summary": "Hm", "future_contact": "by post"}
    preview(OPEN, ask, actor=staff("rae", party="C-6"))

    assert footprint() == before


def test_what_only_looks_like_the_number_of_a_record_is_taken_as_words(cast):
    endless = "C-" + "0" * 400

    case = open_case(summary=endless)

    assert queries.case_card(case).summary == endless
    assert [row.status for row in journal.history([endless])] == []


def test_a_record_named_at_too_great_length_is_an_invalid_ask_on_either_engine(cast):
    before = footprint()

    with pytest.raises(InvalidAsk, match="subject"):
        open_case(subject="0" * 80)

    assert footprint() == before


@pytest.mark.parametrize(
    ("loss", "first"),
    [
        ("fire", "If anything still burns or smokes, leave and call 911."),
        ("frozen_pipe", "Shut off the main tap"),
        ("sewage", "Keep everybody out of the dirty water"),
    ],
)
def test_damage_at_home_is_met_with_what_to_do_before_anything_is_asked(cast, loss, first):
    before = footprint()
    ask = {"category": "insurance", "loss": loss, "summary": "It happened last night."}

    outcome = run(OPEN, ask, actor=automated())

    assert outcome.needs == "future_contact"
    assert first in outcome.statements[0].text("en")
    assert footprint() == before


def test_who_decides_about_cover_and_who_supervises_us_is_told_with_the_case(cast):
    ask = {"category": "insurance", "summary": "Too low.", "future_contact": "by e-mail"}

    told = " ".join(one.text("en") for one in run(OPEN, ask, actor=automated()).news)

    assert "A licensed adjuster decides what is covered; I do not judge that here." in told
    assert "Meridian Insurance Department, +1 202 555 0172" in told
