"""What a language model was asked is on record with its cost, and goes when its time is over."""

import pytest

from makegood.core import jobs
from makegood.core.actor import Actor
from makegood.core.runner import run
from makegood.domains.conversations.keeping import AskedOfModel, keep_model_call
from makegood.domains.conversations.models import Conversation, ModelCall
from makegood.domains.conversations.queries import model_use
from makegood.domains.conversations.queries.model_calls import asked_of_model
from makegood.domains.conversations.queries.own_records import conversations
from makegood.domains.conversations.tests.conftest import staff, visitor

pytestmark = pytest.mark.django_db


def kept(why_not="", **more):
    given = {
        "conversation": "CV-1001", "purpose": "reading", "prompt": "Read.\n\nWhere is it?",
        "answer": "[]", "tokens_in": 1_000_000, "tokens_out": 500_000, "milliseconds": 700,
    }  # fmt: skip
    keep_model_call(AskedOfModel(why_not=why_not, **{**given, **more}))


def drop(actor=None):
    timer = actor or Actor.system("system:timer")
    return run("conversations.drop_model_calls", {}, actor=timer)


def test_a_call_costs_what_the_handbook_says_and_a_day_is_summed_up():
    kept()
    kept("ModelFailed: ReadTimeout", tokens_in=0, tokens_out=0, milliseconds=8_000)
    assert [one.cost_micros for one in ModelCall.objects.order_by("pk")] == [450_000, 0]
    (day,) = model_use()
    assert (day.purpose, day.calls, day.used, day.tokens) == ("reading", 2, 1, 1_500_000)
    assert (day.cost_micros, day.average_milliseconds) == (450_000, 4_350)
    assert (day.longest_milliseconds, day.last_why_not) == (8_000, "ModelFailed: ReadTimeout")


def test_a_card_number_is_redacted_once_more_before_it_is_kept():
    kept(prompt="4111 1111 1111 1111", answer="4111 1111 1111 1111")
    row = ModelCall.objects.get()
    assert (row.prompt, row.answer) == ("[card ••••1111]", "[card ••••1111]")


def test_after_ninety_days_a_call_is_gone(at):
    kept()
    at("2026-09-13T09:59")
    assert drop().result == {"calls": 0}
    at("2026-09-13T10:00")
    assert drop().result == {"calls": 1}
    assert ModelCall.objects.count() == 0


def test_however_many_they_are_all_of_them_go_the_same_day(at):
    kept()
    row = ModelCall.objects.get()
    ModelCall.objects.bulk_create(
        ModelCall(**{one.name: getattr(row, one.name) for one in row._meta.fields[1:]})
        for _ in range(1_100)
    )
    at("2026-09-13T10:00")
    assert drop().result == {"calls": 500}
    while jobs.run_one():
        pass
    assert ModelCall.objects.count() == 0


def test_whose_words_a_model_was_asked_about_may_have_them():
    ask = {"channel": "chat"}
    opened = run("conversations.open_conversation", ask, actor=visitor("chat"))
    number = str(opened.answer("number"))
    Conversation.objects.filter(number=number).update(party="C-6")
    kept(conversation=number)
    (given,) = conversations("C-6")
    assert given["asked_of_model"] == asked_of_model(number)
    (call,) = asked_of_model(number)
    assert (call["prompt"], call["answer"]) == ("Read.\n\nWhere is it?", "[]")


def test_nobody_but_the_company_itself_drops_them(at):
    kept()
    at("2027-06-15T10:00")
    assert drop(staff()).code == "not_authorised"
    assert ModelCall.objects.count() == 1
