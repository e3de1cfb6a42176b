"""Proofs that go on with the customer: no longer, no stronger, and for nobody else."""

import pytest

from makegood.core import clock
from makegood.core.actor import V0, V1, V2
from makegood.core.runner import run
from makegood.domains.parties.models import Verification
from makegood.domains.parties.operations.carry_proofs import CarryProofs
from makegood.domains.parties.queries import known_in, level_of
from makegood.domains.parties.tests.conftest import customer
from makegood.domains.parties.tests.inside import carried, proven

pytestmark = pytest.mark.usefixtures("cast")


def test_the_customer_is_known_there_as_surely_and_until_the_same_hour():
    proven("CV-1", "C-6")
    done = carried("CV-1", "CV-2")
    assert done.result == {"party": "C-6", "level": 2}
    assert (known_in("CV-2").party, known_in("CV-2").level) == ("C-6", V2)
    with clock.standing_at("2026-06-15T15:59:59"):
        assert level_of("CV-2", "C-6") is V2
    with clock.standing_at("2026-06-15T16:00:00"):
        assert level_of("CV-2", "C-6") is V1
    assert level_of("CV-3", "C-6") is V0


def test_proofs_carried_twice_still_belong_to_where_they_were_given():
    proven("CV-1", "C-6")
    carried("CV-1", "CV-2")
    carried("CV-2", "CV-3")
    there = Verification.objects.filter(conversation="CV-3")
    assert set(there.values_list("carried_from", flat=True)) == {"CV-1"}


def test_a_proof_of_another_customer_is_left_behind():
    proven("CV-1", "C-7")
    proven("CV-1", "C-6")
    carried("CV-1", "CV-2")
    assert level_of("CV-2", "C-7") is V0


def test_nobody_carries_proofs_by_themselves(rows):
    proven("CV-1", "C-6")
    before, kept = rows(), Verification.objects.count()
    refused = run(CarryProofs, {"to": "CV-2"}, actor=customer("C-6", V2))
    assert refused.code == "not_authorised"
    assert (rows(), Verification.objects.count()) == (before + 1, kept)
    assert level_of("CV-2", "C-6") is V0
