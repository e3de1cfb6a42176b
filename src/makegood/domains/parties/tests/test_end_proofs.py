"""Whoever signs out is known no more: not there, and not where the proofs were carried to."""

import pytest

from makegood.core.actor import V0, V2
from makegood.core.runner import run
from makegood.domains.parties.operations.end_proofs import EndProofs
from makegood.domains.parties.queries import claimed_in, level_of
from makegood.domains.parties.tests.conftest import customer
from makegood.domains.parties.tests.inside import carried, ended, proven

pytestmark = pytest.mark.usefixtures("cast")


def test_all_that_was_proven_here_ends_with_what_went_on_from_here():
    proven("CV-1", "C-6")
    proven("CV-9", "C-6")
    carried("CV-1", "CV-2")
    carried("CV-2", "CV-3")
    assert ended("CV-1").result == {"conversations": ["CV-1", "CV-2", "CV-3"]}
    for conversation in ("CV-1", "CV-2", "CV-3"):
        assert level_of(conversation, "C-6") is V0
        assert claimed_in(conversation) is None
    assert level_of("CV-9", "C-6") is V2


def test_what_is_proven_anew_counts_again():
    proven("CV-1", "C-6")
    ended("CV-1")
    proven("CV-1", "C-6")
    assert level_of("CV-1", "C-6") is V2


def test_it_is_a_part_of_signing_out_and_nobody_asks_for_it_alone(rows):
    proven("CV-1", "C-6")
    before = rows()
    assert run(EndProofs, {}, actor=customer("C-6", V2)).code == "not_authorised"
    assert rows() == before + 1
    assert level_of("CV-1", "C-6") is V2
