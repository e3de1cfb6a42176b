"""A question is answered after all."""

import pytest

from makegood.core.models import Effect
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.knowledge.queries import gap_card, open_gaps
from makegood.domains.knowledge.tests.conftest import at_desk, in_chat

pytestmark = pytest.mark.usefixtures("cast")


def record(party="C-6"):
    ask = {"question": "Can the HP24 stand on a roof?"}
    return run("knowledge.record_gap", ask, actor=in_chat(party)).answer("number")


def answer(number, actor=None):
    ask = {"gap": number, "answer": "No, the HP24 must stand indoors."}
    return run("knowledge.answer_gap", ask, actor=actor or at_desk())


def test_whoever_asked_is_written_to_and_the_promise_is_kept(post_room):
    number = record()
    assert answer(number).result == {"number": number, "was_told": True}
    [letter] = post_room.collect()
    assert letter.payload["to"] == "tom.gallagher@example.com"
    assert "Can the HP24 stand on a roof?" in letter.payload["body"]
    assert "must stand indoors" in letter.payload["body"]
    assert open_promises(party="C-6") == []
    assert open_gaps() == ()


def test_without_a_known_customer_it_is_answered_all_the_same():
    number = record(party=None)
    assert answer(number).result == {"number": number, "was_told": False}
    assert gap_card(str(number)).answer == "No, the HP24 must stand indoors."


def test_refusals_change_nothing(rows):
    number = record()
    before = rows()
    assert answer(number, in_chat("C-6")).code == "not_authorised"
    assert answer(number, at_desk("noor", "none")).code == "not_authorised"
    assert answer("KG-9999").code == "not_found"
    assert rows() == before + 3
    assert gap_card(str(number)).is_open
    assert Effect.objects.count() == 0


def test_it_is_answered_once():
    number = record()
    answer(number)
    assert answer(number).code == "policy_denied"
    assert Effect.objects.count() == 1
