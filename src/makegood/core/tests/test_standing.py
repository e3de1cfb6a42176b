"""Standing: who may act for whom is known from the facts, and a stranger learns nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from conftest import automated, staff
from makegood.core import gates
from makegood.core.actor import V0, V1, V2, V3, Actor, ActorKind, Channel, Level
from makegood.core.decision import Code
from makegood.core.operation import Needs
from makegood.core.standing import (
    WHOLE,
    Rights,
    Stand,
    Standing,
    anyone,
    holder,
    internal,
    staff_only,
    system_only,
)  # fmt: skip
from makegood.core.tests.umbrella import LendUmbrella


@dataclass(frozen=True, slots=True)
class Facts:
    rights: Rights


ACCOUNT = Facts({"C-6": WHOLE, "C-7": frozenset({"returns", "views"}), "C-9": frozenset()})
TIMER, NOBODY = Actor.system(), Actor.anonymous(Channel.CHAT)
TOM = Actor(kind=ActorKind.CUSTOMER, name="C-6", role="customer", party="C-6", level=V2)
RAE = staff("rae", "R1")


@pytest.mark.parametrize(
    ("party", "scope", "stand"),
    [
        ("C-6", "returns", Stand.HOLDS),
        ("C-7", "returns", Stand.HOLDS),
        ("C-7", "payments", Stand.LACKS_SCOPE),
        ("C-8", "returns", Stand.STRANGER),
        ("C-9", "returns", Stand.STRANGER),
        (None, "returns", Stand.STRANGER),
    ],
)
@pytest.mark.parametrize("of", [automated, lambda party: RAE.on_behalf_of(party, V2)])
def test_a_right_comes_from_the_account_and_not_from_who_serves(
    party: str | None, scope: str, stand: Stand, of: object
) -> None:
    actor = of(party)  # type: ignore[operator]  # one of two functions
    assert holder(scope).judge(actor, ACCOUNT) is stand


def test_the_company_itself_needs_no_right_when_a_date_comes_round() -> None:
    assert holder("returns").judge(TIMER, ACCOUNT) is Stand.HOLDS


def test_facts_that_do_not_say_who_has_rights_are_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="does not say who has rights"):
        holder("returns").judge(TOM, object())


@pytest.mark.parametrize(
    ("standing", "may", "only_staff"),
    [
        (anyone(), {"rae", "automated", "tom", "nobody", "timer"}, False),
        (internal(), {"rae", "automated", "timer"}, True),
        (staff_only(), {"rae", "timer"}, True),
        (system_only(), {"timer"}, True),
    ],
)
def test_some_acts_are_for_some_kinds_of_actor_whoever_is_concerned(
    standing: Standing, may: set[str], only_staff: bool
) -> None:
    actors = {"rae": RAE, "automated": automated(), "tom": TOM, "nobody": NOBODY, "timer": TIMER}
    found = {name for name, actor in actors.items() if standing.judge(actor, None) is Stand.HOLDS}
    assert found == may
    assert (standing.staff_only, standing.concerns_party) == (only_staff, False)


def act(standing: Standing, level: Level = V0, automated: bool = False) -> type[LendUmbrella]:
    class Act(LendUmbrella):
        """An act with these needs."""

        needs = Needs(level=level, standing=standing, authority=None, automated=automated)

    return Act


@pytest.mark.parametrize(
    ("level", "known", "passes"),
    [(V2, V2, True), (V2, V3, True), (V2, V1, False), (V3, V2, False), (V0, V0, True)],
)
def test_a_party_must_be_known_well_enough_before_anything_is_told(
    level: Level, known: Level, passes: bool
) -> None:
    outcome = gates.identity(act(holder("x"), level), automated("C-6", known), "act")
    assert (outcome is None) is passes
    if outcome:
        assert (outcome.code, outcome.level) == (Code.VERIFICATION_REQUIRED, level)


def test_where_no_party_is_concerned_nobody_must_be_known() -> None:
    assert gates.identity(act(staff_only(), V3), RAE, "act") is None
    assert gates.identity(act(holder("x"), V3), TIMER, "act") is None


@pytest.mark.parametrize(
    ("operation", "actor", "passes"),
    [
        (act(holder("x"), automated=True), automated("C-6"), True),
        (act(holder("x"), automated=False), automated("C-6"), False),
        (act(holder("x"), automated=False), TOM, False),
        (act(anyone(), automated=True), NOBODY, True),
        (act(anyone(), automated=False), NOBODY, False),
        (act(holder("x")), RAE, True),
        (act(holder("x")), staff("noor", "none"), False),
        (act(anyone()), staff("noor", ""), False),
        (act(staff_only()), RAE, True),
        (act(staff_only(), automated=True), automated(), False),
        (act(staff_only()), TOM, False),
        (act(internal(), automated=True), automated(), True),
        (act(internal()), automated(), False),
        (act(staff_only()), automated(), False),
        (act(system_only()), RAE, False),
        (act(system_only()), TIMER, True),
    ],
)
def test_who_may_do_a_kind_of_act_at_all_is_known_before_any_fact(
    operation: type[LendUmbrella], actor: Actor, passes: bool
) -> None:
    outcome = gates.standing_without_facts(operation, actor, "act")
    assert (None if outcome is None else outcome.code) == (None if passes else Code.NOT_AUTHORISED)
