"""Wrong digits confirm nothing."""

import pytest

from makegood.core.decision import Code
from makegood.core.runner import run
from makegood.domains.company.queries import has_second_factor
from makegood.domains.company.tests.conftest import at_desk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["", "000000", "12 34 56", "not digits"])
def test_wrong_digits_confirm_nothing(people, code):
    first = {"username": "rae", "password": "rae at the desk"}
    assert run("company.set_password", first, actor=at_desk("omar")).is_done
    assert run("company.enrol_totp", {}, actor=at_desk("rae")).is_done
    refused = run("company.confirm_totp", {"code": code}, actor=at_desk("rae"))
    assert refused.code is Code.POLICY_DENIED
    assert not has_second_factor("rae")


def test_nobody_confirms_what_was_not_begun(people):
    refused = run("company.confirm_totp", {"code": "123456"}, actor=at_desk("rae"))
    assert refused.code is Code.POLICY_DENIED
