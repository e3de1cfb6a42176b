"""A second factor at the desk: begun, confirmed by its first digits, and then asked for."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from django.db import connection

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.models import JournalRow
from makegood.core.runner import run
from makegood.domains.company.queries import has_second_factor
from makegood.domains.company.tests.conftest import at_desk

RIGHT = {"username": "rae", "password": "rae at the desk"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def telephone(people) -> pyotp.TOTP:
    """Rae's telephone, which learned its secret and was not confirmed yet."""
    assert run("company.set_password", RIGHT, actor=at_desk("omar")).is_done
    begun = run("company.enrol_totp", {}, actor=at_desk("rae"))
    return pyotp.TOTP(parse_qs(urlsplit(str(begun.answer("address"))).query)["secret"][0])


def shows(telephone: pyotp.TOTP, seconds: int = 0) -> str:
    return telephone.at(clock.now() + timedelta(seconds=seconds))


def signs_in(code: str = "") -> bool:
    outcome = run("company.sign_in", {**RIGHT, "code": code}, actor=Actor.system("system:desk"))
    return bool(outcome.answer("accepted"))


def test_nothing_is_asked_before_the_first_digits_were_given(telephone):
    assert not has_second_factor("rae")
    assert signs_in()


def test_once_confirmed_a_password_alone_opens_nothing_and_digits_open_once(
    telephone, standing_time
):
    assert run("company.confirm_totp", {"code": shows(telephone)}, actor=at_desk("rae")).is_done
    assert has_second_factor("rae")
    assert not signs_in()
    assert not signs_in(shows(telephone)), "these were used to confirm"
    later = shows(telephone, 30)
    assert signs_in(later)
    assert not signs_in(later)
    again = run("company.enrol_totp", {}, actor=at_desk("rae"))
    assert again.code is Code.POLICY_DENIED


def test_the_secret_and_the_digits_stand_nowhere_in_the_open(telephone):
    run("company.confirm_totp", {"code": shows(telephone)}, actor=at_desk("rae"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT totp_secret FROM company_password")
        assert telephone.secret not in repr(cursor.fetchall())
    kept = repr(list(JournalRow.objects.values_list("payload", flat=True)))
    assert telephone.secret not in kept
    assert shows(telephone) not in kept


def test_without_a_password_there_is_no_second_factor(people):
    assert run("company.enrol_totp", {}, actor=at_desk("ines")).code is Code.POLICY_DENIED
