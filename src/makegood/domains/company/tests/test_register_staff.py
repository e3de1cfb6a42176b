"""Who works here."""

import pytest

from makegood.core.actor import ActorKind, Channel
from makegood.core.outcome import NotFound
from makegood.core.runner import run
from makegood.domains.company.models import Staff
from makegood.domains.company.queries import actor_for, open_requests, staff, staff_card
from makegood.domains.company.tests.conftest import at_desk

pytestmark = pytest.mark.usefixtures("people")

LEO = {"username": "leo", "name": "Leo Park", "role": "R2", "title": "Senior representative"}


def register(username="omar", **changed):
    return run("company.register_staff", {**LEO, **changed}, actor=at_desk(username))


def test_the_people_of_the_handbook_are_on_the_list():
    assert [(one.username, one.role) for one in staff()] == [
        ("ines", "S1"),
        ("kofi", "K1"),
        ("noor", ""),
        ("automated:digital", "A1"),
        ("automated:voice", "A1"),
        ("omar", "M1"),
        ("rae", "R1"),
    ]
    assert staff_card("rae").languages == ("en", "fr")


def test_a_manager_puts_somebody_on_the_list_and_changes_the_role():
    assert register().is_done
    assert actor_for("leo", Channel.DESK).role == "R2"
    assert register(role=None).is_done
    assert actor_for("leo", Channel.DESK).role == "none"
    assert Staff.objects.filter(username="leo").count() == 1


def test_nobody_else_says_who_may_do_what(rows):
    before, count = rows(), Staff.objects.count()
    for username in ("rae", "ines", "noor", "automated:digital"):
        assert register(username).code == "not_authorised"
    assert (rows(), Staff.objects.count()) == (before + 4, count)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"role": "R9"}, "policy_denied"),
        ({"department": "kitchen"}, "policy_denied"),
        ({"party": "C-99"}, "not_found"),
    ],
)
def test_role_department_and_party_must_exist(wrong, code):
    assert register(**wrong).code == code
    assert not Staff.objects.filter(username="leo").exists()


def test_somebody_acts_under_their_own_name_and_role():
    rae = actor_for("rae", Channel.DESK)
    assert (rae.kind, rae.name, rae.role) == (ActorKind.STAFF, "staff:rae", "R1")
    machine = actor_for("automated:digital", Channel.CHAT)
    assert (machine.kind, machine.role) == (ActorKind.AUTOMATED, "A1")
    with pytest.raises(NotFound):
        actor_for("nobody", Channel.DESK)


@pytest.mark.parametrize(("role", "may_see"), [("S1", True), ("R1", False), ("none", False)])
def test_only_approvers_see_what_waits(treat, role, may_see):
    from makegood.domains.company.tests.conftest import ask_for

    ask_for()
    assert bool(open_requests(role)) is may_see
