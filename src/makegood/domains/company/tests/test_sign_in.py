"""Somebody who works here comes to the desk."""

from datetime import timedelta

import pytest

from makegood.core import clock
from makegood.core.actor import Actor, Channel
from makegood.core.models import JournalRow
from makegood.core.runner import preview, run
from makegood.domains.company.models import DeskSession, Password
from makegood.domains.company.queries import staff_by_session
from makegood.domains.company.tests.conftest import at_desk

pytestmark = pytest.mark.usefixtures("people")
DESK = Actor.system("system:desk")
RIGHT = "rae at the desk"


@pytest.fixture(autouse=True)
def password(people):
    ask = {"username": "rae", "password": RIGHT}
    assert run("company.set_password", ask, actor=at_desk("omar")).is_done


def sign_in(password=RIGHT, username="rae"):
    ask = {"username": username, "password": password}
    return run("company.sign_in", ask, actor=DESK)


def test_the_right_password_opens_the_desk_for_ten_hours(standing_time):
    token = str(sign_in().answer("token"))
    actor = staff_by_session(token)
    assert actor is not None
    assert (actor.name, actor.role, actor.channel) == ("staff:rae", "R1", Channel.DESK)
    opened = clock.now()
    with clock.standing_at(opened + timedelta(hours=9, minutes=59)):
        assert staff_by_session(token) is not None
    with clock.standing_at(opened + timedelta(hours=10)):
        assert staff_by_session(token) is None


def test_the_token_and_the_password_stand_nowhere():
    token = str(sign_in().answer("token"))
    kept = [str(row.payload) for row in JournalRow.objects.all()]
    kept += [str(vars(row)) for row in (*DeskSession.objects.all(), *Password.objects.all())]
    assert not any(token in text or RIGHT in text for text in kept)


def test_an_unknown_name_and_a_wrong_password_are_told_the_same():
    wrong, unknown = sign_in("rae at the sink"), sign_in(username="nobody")
    assert wrong.news == unknown.news != ()
    assert (wrong.answer("accepted"), unknown.answer("accepted")) == (False, False)
    assert DeskSession.objects.count() == 0


def test_after_five_wrong_tries_even_the_right_password_waits_fifteen_minutes():
    wrong = [sign_in("rae at the sink") for _ in range(5)]
    locked = sign_in()
    assert locked.answer("accepted") is False
    assert locked.news == wrong[0].news
    assert DeskSession.objects.count() == 0
    with clock.standing_at(clock.now() + timedelta(minutes=15)):
        assert sign_in().answer("accepted") is True


def test_a_preview_tells_nothing_of_a_password():
    ask = {"username": "rae", "password": RIGHT}
    right = preview("company.sign_in", ask, actor=DESK)
    wrong = preview("company.sign_in", ask | {"password": "rae at the sink"}, actor=DESK)
    assert right.model_copy(update={"act": ""}) == wrong.model_copy(update={"act": ""})


def test_no_key_tries_passwords():
    ask = {"username": "rae", "password": RIGHT}
    assert run("company.sign_in", ask, actor=at_desk("omar")).code == "not_authorised"
    assert DeskSession.objects.count() == 0
