"""A new e-mail address or phone."""

import pytest

from makegood.core import clock
from makegood.core.actor import V1, V2, V3
from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.parties.models import ContactPoint
from makegood.domains.parties.tests.conftest import customer, in_chat

pytestmark = pytest.mark.usefixtures("cast")


def update(actor=None, **ask):
    ask = {"contact_kind": "email", "value": "tom@new.example.com", **ask}
    return run("parties.update_contact_point", ask, actor=actor or customer("C-6", V2))


def mail_of(party):
    return ContactPoint.objects.get(party__number=party, kind="email", retired_at=None)


def assert_nothing_changed(party="C-6"):
    assert ContactPoint.objects.filter(party__number=party, retired_at=None).count() == 2
    assert Effect.objects.count() == 0


def test_a_new_one_is_on_record_and_the_old_ones_hear_of_it(post_room):
    done = update()
    assert done.is_done
    assert done.result["masked"] == "t•••@new.example.com"
    assert done.result["usable_from"] == "2026-07-16"
    told = {one.payload["to"]: one.payload["body"] for one in post_room.collect()}
    assert set(told) == {"tom.gallagher@example.com", "+12025550106"}
    assert "t•••@new.example.com" in told["tom.gallagher@example.com"]
    assert "tom@new" not in str(told)


def test_a_replaced_one_is_used_no_more():
    old = mail_of("C-6")
    assert update(replaces=old.number).is_done
    old.refresh_from_db()
    assert old.retired_at == clock.now()
    assert mail_of("C-6").value == "tom@new.example.com"


@pytest.mark.parametrize(("day", "is_sent"), [("2026-07-15", False), ("2026-07-16", True)])
def test_a_new_one_gets_no_code_for_thirty_days(day, is_sent):
    number = update().result["number"]
    with clock.standing_at(day):
        claim = {"reference": "40006", "name": "Gallagher"}
        run("parties.claim_identity", claim, actor=in_chat())
        ask = {"contact_point": number}
        sent = run("parties.start_verification", ask, actor=in_chat())
    assert sent.is_done is is_sent


def test_AC03_3_at_V1_a_lost_one_needs_V3_and_is_shown_only_masked():
    refused = update(customer("C-20", V1), value="kwame@new.example.com", lost_access=True)
    assert refused.code == "verification_required"
    assert refused.level is V3
    said = " ".join(one.text("en") for one in refused.statements)
    assert "k•••@example.com" in said
    assert "kwame.boateng" not in str(refused.model_dump())
    assert_nothing_changed("C-20")


@pytest.mark.parametrize(
    ("level", "lost", "is_done"),
    [(V1, None, False), (V2, None, True), (V2, True, False), (V3, True, True), (V2, False, True)],
)
def test_V2_is_enough_unless_the_old_one_is_lost(level, lost, is_done):
    done = update(customer("C-6", level), lost_access=lost)
    assert done.is_done is is_done
    if not is_done:
        assert done.level is (V3 if lost else V2)
        assert_nothing_changed()


def test_a_lost_one_is_replaced_without_naming_it_when_it_is_the_only_one():
    assert update(customer("C-6", V3), lost_access=True).is_done
    assert mail_of("C-6").value == "tom@new.example.com"


def test_which_one_is_lost_is_asked_when_there_are_several():
    update()
    asked = update(customer("C-6", V3), value="tom@third.example.com", lost_access=True)
    assert asked.needs == "replaces"
    assert len(asked.options) == 2


def test_a_phone_is_kept_in_one_spelling_whatever_was_written():
    number = update(contact_kind="phone", value="(202) 555-0177").result["number"]
    assert ContactPoint.objects.get(number=number).value == "+12025550177"


def test_what_is_no_address_or_stands_there_already_changes_nothing(rows):
    before = rows()
    assert update(value="not an address").needs == "value"
    assert update(contact_kind="phone", value="1234").needs == "value"
    assert update(value="TOM.Gallagher@example.com").code == "policy_denied"
    assert rows() == before + 3
    assert_nothing_changed()


def test_somebody_elses_contact_point_cannot_be_replaced():
    assert update(replaces=mail_of("C-8").number).code == "not_found"
    assert_nothing_changed()
    assert mail_of("C-8").retired_at is None
