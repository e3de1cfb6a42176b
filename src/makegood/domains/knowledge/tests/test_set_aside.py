"""A message from which nothing is to be learnt goes off the list, once."""

import pytest

from makegood.core.runner import run
from makegood.domains.knowledge.models import SetAside
from makegood.domains.knowledge.queries import dealt_with
from makegood.domains.knowledge.tests.conftest import at_desk, in_chat

pytestmark = pytest.mark.usefixtures("cast")


def set_aside(message="CV-1041/3", actor=None):
    ask = {"message": message, "why": "Only a row of keys."}
    return run("knowledge.set_aside", ask, actor=actor or at_desk())


def test_it_goes_off_the_list_with_who_and_why():
    assert set_aside().result == {"message": "CV-1041/3"}
    row = SetAside.objects.get()
    assert (row.by, row.why) == ("staff:rae", "Only a row of keys.")
    assert dealt_with(["CV-1041/3", "CV-1041/5"]) == {"CV-1041/3"}


def test_a_second_time_is_refused(rows):
    set_aside()
    before = rows()
    refused = set_aside(actor=at_desk("ines", "S1"))
    assert refused.code == "policy_denied"
    assert rows() == before + 1
    assert SetAside.objects.count() == 1


def test_customers_set_nothing_aside():
    assert set_aside(actor=in_chat("C-6")).code == "not_authorised"
    assert SetAside.objects.count() == 0
