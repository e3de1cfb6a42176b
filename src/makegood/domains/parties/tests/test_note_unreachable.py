"""Where nothing arrives, nobody writes any more until it is proven again."""

import pytest

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.runner import run
from makegood.domains.parties.models import ContactPoint
from makegood.domains.parties.queries import contact_point_for, party_card
from makegood.domains.parties.tests.conftest import in_chat

pytestmark = pytest.mark.usefixtures("cast")
TOM = "tom.gallagher@example.com"


def note(address=TOM, actor=None):
    ask = {"address": address}
    return run("parties.note_unreachable", ask, actor=actor or Actor.system("system:mail"))


def reached(kind=None):
    found = contact_point_for("C-6", kind)
    return found.kind if found else ""


def test_every_contact_point_with_the_address_is_marked_and_the_phone_is_used_instead():
    done = note("Tom.Gallagher@example.com ")
    (point,) = ContactPoint.objects.filter(value=TOM)
    assert done.result == {"points": [point.number]}
    assert point.failed_at == clock.now()
    assert reached() == "phone"
    assert contact_point_for("C-6", "email") is None
    shown = [one for one in party_card("C-6").contact_points if one.value == TOM]
    assert [one.failed_at for one in shown] == [clock.now()]


def test_an_unknown_address_and_a_second_time_mark_nothing():
    assert note("nobody@example.com").result == {"points": []}
    note()
    assert note().result == {"points": []}


def test_a_proven_mail_from_there_makes_it_good_again():
    note()
    postman = Actor.system("system:mail").model_copy(update={"conversation": "CV-1"})
    assert run("parties.accept_sender", {"address": TOM}, actor=postman).is_done
    assert reached("email") == "email"


def test_nobody_from_outside_may_mark_an_address():
    assert not note(actor=in_chat("CV-1")).is_done
    assert reached("email") == "email"
