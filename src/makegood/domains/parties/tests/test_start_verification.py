"""The code that is sent."""

import re

import pytest

from makegood.core import clock
from makegood.core.actor import V0, V1, V2, V3
from makegood.core.models import Effect, JournalRow
from makegood.core.runner import run
from makegood.domains.parties.models import Challenge, ContactPoint
from makegood.domains.parties.queries import level_of
from makegood.domains.parties.tests.conftest import customer, in_chat, rae

pytestmark = pytest.mark.usefixtures("cast")


def claim(reference="40006", name="Tom Gallagher", conversation="CV-1"):
    ask = {"reference": reference, "name": name}
    assert run("parties.claim_identity", ask, actor=in_chat(conversation)).is_done


def start(conversation="CV-1", **ask):
    return run("parties.start_verification", ask, actor=in_chat(conversation))


def point_of(party, kind):
    return ContactPoint.objects.get(party__number=party, kind=kind)


def test_a_claimed_customer_gets_a_code_at_the_oldest_contact_point(post_room):
    claim()
    done = start()
    assert done.is_done
    assert done.result["masked"] == "t•••@example.com"
    assert done.result["channel"] == "mail"
    assert "t•••@example.com" in done.statements[0].text("en")
    [letter] = post_room.collect()
    assert letter.kind == "mail"
    assert letter.payload["to"] == "tom.gallagher@example.com"
    assert re.search(r"Your code is \d{6}\.", letter.payload["body"])


def test_the_code_stands_nowhere_in_the_record(post_room):
    claim()
    start()
    kept = [str(row.payload) for row in JournalRow.objects.all()]
    kept += [str(row.payload) for row in Effect.objects.all()]
    kept += [str(vars(row)) for row in Challenge.objects.all()]
    code = re.findall(r"\d{6}", post_room.bodies("mail")[0])[0]
    assert not any(re.search(rf"(?<!\d){code}(?!\d)", text) for text in kept)


def test_nobody_gets_a_code_without_a_claim(rows):
    before = rows()
    done = start()
    assert done.code == "verification_required"
    assert done.level is V1
    assert Challenge.objects.count() == Effect.objects.count() == 0
    assert rows() == before + 1


def test_a_claim_in_another_conversation_counts_for_nothing_here():
    claim(conversation="CV-2")
    done = run("parties.start_verification", {}, actor=customer("C-6", V1, "CV-1"))
    assert done.code == "verification_required"


def test_somebody_elses_contact_point_does_not_exist_for_this_customer():
    claim()
    other = point_of("C-8", "email")
    assert start(contact_point=other.number).code == "not_found"
    assert start(contact_point="CP-99999").code == "not_found"


def test_AC04_2_a_phone_added_three_days_ago_gets_no_code_and_the_older_mail_is_offered():
    claim("40020", "Kwame Boateng")
    refused = start(contact_point=point_of("C-20", "phone").number)
    assert refused.code == "policy_denied"
    assert refused.statements[0].text("en") == (
        "••• ••20 was added less than 30 days ago. A code can be sent there from July 13, 2026 on."
    )
    assert [one.text("en") for one in refused.instead] == [
        "I can send the code to k•••@example.com instead."
    ]
    assert Challenge.objects.count() == 0
    assert start().result["masked"] == "k•••@example.com"


@pytest.mark.parametrize(("day", "is_sent"), [("2026-07-12", False), ("2026-07-13", True)])
def test_a_contact_point_gets_codes_when_it_is_older_than_thirty_days(day, is_sent):
    with clock.standing_at(day):
        claim("40020", "Kwame Boateng")
        assert start(contact_point=point_of("C-20", "phone").number).is_done is is_sent


def test_when_no_contact_point_is_old_enough_the_store_is_offered():
    ContactPoint.objects.filter(party__number="C-20", kind="email").update(retired_at=clock.now())
    claim("40020", "Kwame Boateng")
    refused = start()
    assert refused.code == "policy_denied"
    assert "photo ID" in refused.instead[0].text("en")


def test_the_second_code_goes_to_the_other_kind_and_both_together_are_two_proofs(post_room):
    claim()
    for expected, kind in ((V2, "mail"), (V3, "text")):
        sent = start()
        assert sent.result["channel"] == kind
        code = re.findall(r"\d{6}", post_room.bodies(kind)[-1])[0]
        run("parties.answer_factor", {"code": code}, actor=in_chat())
        assert level_of("CV-1", "C-6") is expected
    assert level_of("CV-2", "C-6") is V0


def test_the_sixth_code_within_an_hour_is_not_sent():
    claim()
    assert all(start().is_done for _ in range(5))
    refused = start()
    assert refused.code == "policy_denied"
    assert Challenge.objects.count() == 5
    with clock.standing_at("2026-06-15T13:00:01"):
        assert start().is_done


def test_a_colleague_at_the_desk_may_send_a_code_to_whom_was_looked_up():
    done = run("parties.start_verification", {}, actor=rae("C-6"))
    assert done.is_done
    assert Challenge.objects.get().conversation == "CV-9"


def test_no_code_goes_to_where_nothing_arrives_while_there_is_another_way():
    claim()
    mail, phone = point_of("C-6", "email"), point_of("C-6", "phone")
    ContactPoint.objects.filter(pk=mail.pk).update(failed_at=clock.now())
    refused = start(contact_point=mail.number)
    assert refused.code == "policy_denied"
    assert refused.statements[0].text("en") == (
        "What we last sent to t•••@example.com came back, so a code would not arrive there."
    )
    assert len(refused.instead) == 1
    assert start().result["channel"] == "text"
    ContactPoint.objects.filter(pk=phone.pk).update(failed_at=clock.now())
    assert start().result["channel"] == "mail"  # better there than nowhere
