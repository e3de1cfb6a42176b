"""The code that is given back."""

import re

import pytest

from makegood.core import clock
from makegood.core.actor import V1, V2
from makegood.core.models import Effect, JournalRow
from makegood.core.runner import preview, run
from makegood.domains.parties.models import Challenge, Verification
from makegood.domains.parties.queries import is_locked, level_of
from makegood.domains.parties.tests.conftest import in_chat

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def code(post_room):
    """The code that Tom received in CV-1."""
    return send(post_room)


def send(post_room, conversation="CV-1"):
    ask = {"reference": "40006", "name": "Tom Gallagher"}
    run("parties.claim_identity", ask, actor=in_chat(conversation))
    assert run("parties.start_verification", {}, actor=in_chat(conversation)).is_done
    return re.findall(r"\d{6}", post_room.bodies("mail")[-1])[0]


def answer(code, conversation="CV-1"):
    return run("parties.answer_factor", {"code": code}, actor=in_chat(conversation))


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_right_code_makes_the_customer_known_at_V2_in_this_conversation(code):
    done = answer(code)
    assert done.result == {"accepted": True, "level": 2, "tries_left": 3, "locked_until": None}
    assert done.news[0].text("en") == "Thank you, Tom Gallagher. I know now that it is you."
    assert level_of("CV-1", "C-6") is V2
    assert level_of("CV-2", "C-6") == 0


def test_a_code_may_be_read_out_in_groups(code):
    assert answer(f" {code[:3]} {code[3:5]}-{code[5]}").result["accepted"] is True


def test_a_proof_holds_for_four_hours(code):
    answer(code)
    with clock.standing_at("2026-06-15T15:59:59"):
        assert level_of("CV-1", "C-6") is V2
    with clock.standing_at("2026-06-15T16:00:00"):
        assert level_of("CV-1", "C-6") is V1


def test_a_wrong_code_is_counted_and_proves_nothing(code, rows):
    before = rows()
    done = answer(wrong(code))
    assert done.is_done
    assert done.result == {"accepted": False, "level": 1, "tries_left": 2, "locked_until": None}
    assert done.news[0].text("en") == "That code is not right. Tries left: 2."
    assert rows() == before + 1
    assert answer(code).result["accepted"] is True


def test_a_right_code_ends_those_sent_before_so_that_none_is_guessed_at_uncounted(post_room):
    older = send(post_room, "CV-2")
    assert answer(send(post_room)).result["accepted"] is True
    for given in (wrong(older), wrong(older), older):
        refused = answer(given, "CV-2")
        assert refused.code == "policy_denied"
        assert "older than 10 minutes" in refused.statements[0].text("en")
    assert level_of("CV-2", "C-6") is V1


def test_no_code_given_stands_in_the_journal(code):
    answer(code)
    kept = JournalRow.objects.filter(operation="parties.answer_factor")
    assert [row.payload and row.payload["ask"] for row in kept] == [{"code": "[removed]"}]


def test_a_code_is_good_for_ten_minutes(code):
    with clock.standing_at("2026-06-15T12:10:00"):
        late = answer(code)
    assert late.code == "policy_denied"
    assert "older than 10 minutes" in late.statements[0].text("en")
    with clock.standing_at("2026-06-15T12:09:59"):
        assert answer(code).result["accepted"] is True


def test_a_code_counts_once_and_only_in_its_own_conversation(code, rows):
    elsewhere = answer(code, conversation="CV-2")
    assert elsewhere.code == "policy_denied"
    assert answer(code).result["accepted"] is True
    before = rows()
    again = answer(code)
    assert again.code == "policy_denied"
    assert rows() == before + 1
    assert Verification.objects.filter(method="email_code").count() == 1


def test_a_new_code_makes_the_former_one_worthless(code, post_room):
    newer = send(post_room)
    if newer != code:
        assert answer(code).result["accepted"] is False
    assert answer(newer).result["accepted"] is True


def test_AC04_3_the_third_wrong_code_locks_for_thirty_minutes_and_tells_the_owner(code, post_room):
    assert answer(wrong(code)).result["tries_left"] == 2
    assert answer(wrong(code)).result["tries_left"] == 1
    third = answer(wrong(code))
    assert third.result["tries_left"] == 0
    assert is_locked("C-6") is not None
    told = post_room.collect()[-1]
    assert told.payload["to"] == "tom.gallagher@example.com"
    assert "3 wrong codes" in told.payload["body"]
    # Locked: not even the right code, nor a new one, in this or another conversation.
    assert answer(code).code == "policy_denied"
    run(
        "parties.claim_identity", {"reference": "40006", "name": "Gallagher"}, actor=in_chat("CV-2")
    )
    assert run("parties.start_verification", {}, actor=in_chat("CV-2")).code == "policy_denied"
    # What was wanted is still taken down.
    stop = run("parties.revoke_consent", {"channel": "email", "wording": "stop"}, actor=in_chat())
    assert stop.is_done
    with clock.standing_at("2026-06-15T12:29:59"):
        assert run("parties.start_verification", {}, actor=in_chat()).code == "policy_denied"
    with clock.standing_at("2026-06-15T12:30:00"):
        assert run("parties.start_verification", {}, actor=in_chat()).is_done


def test_wrong_codes_are_counted_across_codes_and_a_right_one_begins_anew(code, post_room):
    answer(wrong(code))
    second = send(post_room)
    assert answer(wrong(second)).result["tries_left"] == 1
    assert answer(second).result["accepted"] is True
    third = send(post_room, "CV-2")
    assert answer(wrong(third), "CV-2").result["tries_left"] == 2


def test_without_a_code_that_waits_nothing_is_counted():
    assert answer("123456").code == "policy_denied"
    assert Challenge.objects.count() == Effect.objects.count() == 0


def test_a_preview_tells_nothing_of_a_code(code):
    right = preview("parties.answer_factor", {"code": code}, actor=in_chat("CV-1"))
    false = preview("parties.answer_factor", {"code": wrong(code)}, actor=in_chat("CV-1"))
    assert right.model_copy(update={"act": ""}) == false.model_copy(update={"act": ""})
    assert right.statements == ()
