"""Somebody gets a password."""

from datetime import timedelta

import pytest

from makegood.core import clock
from makegood.core.runner import preview, run
from makegood.domains.company.models import Password
from makegood.domains.company.passwords import is_password
from makegood.domains.company.queries import password_hash_of, staff_by_session
from makegood.domains.company.tests.conftest import at_desk
from makegood.domains.company.tests.test_sign_in import sign_in

pytestmark = pytest.mark.usefixtures("people")
FIRST, SECOND = "rae at the desk", "rae at the window"


def set_password(by="omar", **changed):
    ask = {"username": "rae", "password": FIRST, **changed}
    return run("company.set_password", ask, actor=at_desk(by))


def test_a_manager_gives_the_first_password_also_to_themselves():
    assert set_password().is_done
    assert set_password(username="omar").is_done
    assert is_password(FIRST, password_hash_of("rae"))
    assert is_password(FIRST, password_hash_of("omar"))


def test_who_has_one_changes_it_with_the_current_one_and_old_sessions_end():
    set_password()
    token = str(sign_in(FIRST).answer("token"))
    assert set_password("rae", password=SECOND, current=FIRST).is_done
    assert is_password(SECOND, password_hash_of("rae"))
    assert staff_by_session(token) is None


def test_refusals_leave_the_password_as_it_was():
    assert set_password("rae").code == "not_authorised"
    assert set_password("ines").code == "not_authorised"
    assert set_password(password="eleven char").code == "policy_denied"
    assert Password.objects.count() == 0
    set_password()
    assert set_password("omar", password=SECOND).code == "not_authorised"
    assert set_password("rae", password="short", current=FIRST).code == "policy_denied"
    assert is_password(FIRST, password_hash_of("rae"))


def test_five_wrong_current_passwords_shut_this_door_and_the_desk_for_fifteen_minutes(
    standing_time,
):
    set_password()
    wrong = [set_password("rae", password=SECOND, current="rae at the sink") for _ in range(5)]
    assert [one.answer("changed") for one in wrong] == [False] * 5
    assert set_password("rae", password=SECOND, current=FIRST).answer("changed") is False
    assert sign_in(FIRST).answer("accepted") is False
    assert is_password(FIRST, password_hash_of("rae"))
    with clock.standing_at(clock.now() + timedelta(minutes=15)):
        assert set_password("rae", password=SECOND, current=FIRST).answer("changed") is True
    assert is_password(SECOND, password_hash_of("rae"))


def test_a_preview_tells_nothing_of_the_current_password():
    set_password()
    ask = {"username": "rae", "password": SECOND, "current": FIRST}
    right = preview("company.set_password", ask, actor=at_desk("rae"))
    wrong = preview("company.set_password", ask | {"current": "no"}, actor=at_desk("rae"))
    assert right.model_copy(update={"act": ""}) == wrong.model_copy(update={"act": ""})
