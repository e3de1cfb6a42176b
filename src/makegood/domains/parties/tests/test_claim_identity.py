"""Who somebody says to be."""

import pytest

from makegood.core import clock
from makegood.core.actor import V0, V1, Actor, Channel
from makegood.core.outcome import InvalidAsk, Status
from makegood.core.runner import preview, run
from makegood.domains.parties.finders import forget, reference_finder
from makegood.domains.parties.models import Verification
from makegood.domains.parties.queries import claimed_in, known_in, level_of
from makegood.domains.parties.tests.conftest import in_chat

pytestmark = pytest.mark.usefixtures("cast")


def claim(conversation="CV-1", **ask):
    return run("parties.claim_identity", ask, actor=in_chat(conversation))


@pytest.mark.parametrize(
    "ask",
    [
        {"reference": "40006", "name": "Tom Gallagher"},
        {"reference": "40006", "name": "gallagher"},
        {"reference": "40006", "name": "Tom Galagher"},
        {"reference": "C-6", "postcode": "55502"},
        {"reference": "Tom.Gallagher@Example.com", "postcode": "55502-1234"},
        {"reference": "(202) 555-0106", "name": "Mr. Gallagher", "postcode": "55502"},
    ],
)
def test_a_reference_and_a_second_fact_make_the_customer_known_at_V1(ask):
    done = claim(**ask)
    assert done.is_done
    assert done.result == {"party": "C-6", "level": 1}
    assert known_in("CV-1").party == "C-6"
    assert known_in("CV-1").level is V1
    assert level_of("CV-2", "C-6") is V0


def test_whoever_lost_the_answer_asks_again_with_the_same_key_and_gets_it():
    """The claim itself made them known: it is no other person who asks again."""
    ask = {"reference": "40006", "name": "Tom Gallagher"}
    first = run("parties.claim_identity", ask, actor=in_chat("CV-1"), key="claim")
    now_known = in_chat("CV-1").on_behalf_of("C-6", V1)
    assert run("parties.claim_identity", ask, actor=now_known, key="claim") == first
    elsewhere = in_chat("CV-2").on_behalf_of("C-6", V1)
    assert run("parties.claim_identity", ask, actor=elsewhere, key="claim").code == "conflict"


def test_an_organisation_is_known_by_the_first_word_of_its_name():
    assert claim(reference="40007", name="Lindqvist").is_done
    assert not claim(reference="40007", name="Property Mgmt").is_done


def test_a_wrong_claim_is_answered_exactly_as_an_unknown_one(rows):
    before = rows()
    wrong = claim(reference="40006", name="Grace Kim", postcode="55503")
    assert rows() == before + 1
    unknown = claim("CV-2", reference="49999", name="Grace Kim", postcode="55503")
    for outcome in (wrong, unknown):
        assert outcome.status is Status.REFUSED
        assert outcome.code == "policy_denied"
        assert outcome.statements[0].text("en").startswith("With this I cannot find you.")
    same = {"act", "journal"}
    assert wrong.model_dump(exclude=same) == unknown.model_dump(exclude=same)
    assert Verification.objects.count() == 0
    assert claimed_in("CV-1") is None


def test_a_first_name_alone_is_no_second_fact():
    assert not claim(reference="40006", name="Tom").is_done


def test_without_a_second_fact_it_is_asked_for_before_anything_is_looked_up():
    for reference in ("40006", "49999"):
        asked = claim(reference=reference)
        assert asked.status is Status.NEEDS_INFO
        assert asked.needs == "name"


def test_after_five_wrong_claims_even_the_right_one_finds_nothing_for_an_hour():
    for _ in range(4):
        claim(reference="40006", name="Somebody Else")
    assert claim(reference="40006", name="Tom Gallagher", conversation="CV-2").is_done
    claim(reference="40006", name="Somebody Else")
    assert not claim(reference="40006", name="Tom Gallagher").is_done
    with clock.standing_at("2026-06-15T13:00:01"):
        assert claim(reference="40006", name="Tom Gallagher").is_done


def test_wrong_claims_about_one_customer_are_counted_in_all_conversations_together():
    for place in range(14):
        claim(f"CV-{place + 10}", reference="C-6", name="Somebody Else")
    assert claim("CV-8", reference="40006", name="Tom Gallagher").is_done
    claim("CV-24", reference="tom.gallagher@example.com", name="Somebody Else")
    again = claim("CV-9", reference="40006", name="Tom Gallagher")
    unknown = claim("CV-25", reference="49999", name="Tom Gallagher")
    same = {"act", "journal"}
    assert again.model_dump(exclude=same) == unknown.model_dump(exclude=same)
    assert claimed_in("CV-9") is None
    assert claim("CV-9", reference="40007", name="Lindqvist").is_done
    with clock.standing_at("2026-06-15T13:00:01"):
        assert claim("CV-26", reference="40006", name="Tom Gallagher").is_done


def test_a_preview_tells_a_right_claim_from_no_other_and_counts_nothing(rows):
    before = rows()
    asks = (
        {"reference": "40006", "name": "Tom Gallagher"},
        {"reference": "40006", "name": "Grace Kim"},
        {"reference": "49999", "name": "Tom Gallagher"},
        {"reference": "40006"},
    )
    told = [preview("parties.claim_identity", one, actor=in_chat("CV-1")) for one in asks]
    assert {one.model_copy(update={"act": ""}).model_dump_json() for one in told} == {
        told[0].model_copy(update={"act": ""}).model_dump_json()
    }
    assert (told[0].statements, told[0].clauses, told[0].result) == ((), (), None)
    assert rows() == before
    seen = told[0].fingerprint
    done = run("parties.claim_identity", asks[0], actor=in_chat("CV-1"), seen=seen)
    assert done.result == {"party": "C-6", "level": 1}


def test_without_a_conversation_there_is_nothing_that_could_be_known():
    ask = {"reference": "40006", "name": "Tom Gallagher"}
    done = run("parties.claim_identity", ask, actor=Actor.anonymous(Channel.API))
    assert done.code == "not_found"


def test_a_claim_holds_for_a_day():
    claim(reference="40006", name="Tom Gallagher")
    with clock.standing_at("2026-06-16T11:59:59"):
        assert claimed_in("CV-1") == "C-6"
    with clock.standing_at("2026-06-16T12:00:00"):
        assert claimed_in("CV-1") is None


def test_a_part_above_finds_whose_its_reference_is():
    @reference_finder
    def by_order(text: str) -> tuple[str, ...]:
        return ("40006",) if text == "O-1041" else ()

    try:
        assert claim(reference="O-1041", name="Gallagher").result == {"party": "C-6", "level": 1}
        assert not claim(reference="O-1042", name="Gallagher").is_done
    finally:
        forget(by_order)


def test_AC04_1_birth_date_address_and_account_number_leave_the_customer_at_V1():
    claim(reference="40006", name="Tom Gallagher", postcode="55502")
    again = claim(reference="40006", name="Tom Gallagher", postcode="55502")
    assert again.result == {"party": "C-6", "level": 1}
    assert "IDV-2@2026-01-01" in again.clauses
    with pytest.raises(InvalidAsk):
        claim(reference="40006", name="Tom Gallagher", birth_date="1980-02-29")
    assert level_of("CV-1", "C-6") is V1
    guessed = run("parties.answer_factor", {"code": "19800229"}, actor=in_chat())
    assert guessed.code == "policy_denied"
    assert level_of("CV-1", "C-6") is V1
