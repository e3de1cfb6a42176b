"""The runner: every gate in order, one record for each attempt, nothing half done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import JsonValue

from conftest import automated
from makegood.core import journal
from makegood.core.actor import V0, V1, V2, Actor
from makegood.core.decision import Code
from makegood.core.models import (
    ApprovalRequest,
    AuthorityUse,
    Check,
    Effect,
    JournalRow,
    Number,
    Promise,
)
from makegood.core.outcome import BrokenPromise, InvalidAsk, NotFound, Outcome, Status
from makegood.core.registry import registry
from makegood.core.runner import preview, run
from makegood.core.tests.umbrella import LendUmbrella

pytestmark = pytest.mark.django_db
RAIN: dict[str, JsonValue] = {"stand": "UMBA", "rain": True}


@pytest.fixture(autouse=True)
def stand() -> Iterator[None]:
    registry.add(LendUmbrella)
    Number.objects.create(series="UMBA", last=3)
    yield
    registry.remove("tests.lend_umbrella")


def left() -> int:
    return Number.objects.get(series="UMBA").last


def traces() -> tuple[int, int, int, int, int]:
    models = (Promise, Effect, Check, AuthorityUse, ApprovalRequest)
    return tuple(model.objects.count() for model in models)  # type: ignore[return-value]  # five


def rows() -> int:
    return JournalRow.objects.count()


def lend(ask: dict[str, JsonValue], actor: Actor, **more: str) -> Outcome:
    return run("tests.lend_umbrella", ask, actor=actor, **more)


def test_an_act_is_done_with_all_it_leaves_behind(for_tom: Actor) -> None:
    before, traced = rows(), traces()
    outcome = lend(RAIN, for_tom)
    assert (outcome.status, outcome.result, left()) == (Status.DONE, {"left": 2}, 2)
    assert traces() == tuple(n + more for n, more in zip(traced, (1, 1, 1, 0, 0), strict=True))
    assert outcome.records == ("stand:UMBA",)
    row = JournalRow.objects.get(seq=outcome.journal or 0)
    assert (row.status, row.actor, row.party) == ("done", "automated:digital", "C-6")
    assert rows() == before + 1


@pytest.mark.parametrize(
    ("ask", "actor", "code"),
    [
        (RAIN, automated("C-6", V1), Code.VERIFICATION_REQUIRED),
        (RAIN, automated(None, V0), Code.VERIFICATION_REQUIRED),
        (RAIN, automated("C-7", V2), Code.NOT_AUTHORISED),
        (RAIN, automated("C-8", V2), Code.NOT_FOUND),
        ({"stand": "NONE", "rain": True}, automated("C-6", V2), Code.NOT_FOUND),
        ({"stand": "NONE", "rain": True}, automated("C-6", V0), Code.VERIFICATION_REQUIRED),
        ({"stand": "UMBA", "rain": False}, automated("C-6", V2), Code.POLICY_DENIED),
        ({"stand": "UMBA"}, automated("C-6", V2), Code.NEEDS_INFO),
    ],
)
def test_a_refusal_changes_nothing_and_is_recorded_once(
    ask: dict[str, JsonValue], actor: Actor, code: Code
) -> None:
    before, traced = rows(), traces()
    outcome = lend(ask, actor)
    assert outcome.code is code
    assert (left(), traces(), rows()) == (3, traced, before + 1)


def test_a_stranger_and_a_missing_record_get_the_very_same_answer() -> None:
    owned = lend(RAIN, automated("C-8", V2)).model_dump(exclude={"act", "journal"})
    missing = lend({"stand": "NONE", "rain": True}, automated("C-8", V2))
    assert missing.model_dump(exclude={"act", "journal"}) == owned


def test_a_wrong_shape_names_the_field_and_what_is_accepted(for_tom: Actor) -> None:
    with pytest.raises(InvalidAsk) as caught:
        lend({"stand": "UMBA", "rain": "perhaps", "colour": "red"}, for_tom)
    faults = {fault.field: fault.accepted for fault in caught.value.faults}
    assert faults == {
        "rain": "true or false, such as true",
        "colour": "only stand, owner, worth, rain, words, break_it",
    }
    assert left() == 3
    assert JournalRow.objects.latest("seq").status == "invalid"


def test_an_unknown_operation_is_not_found(for_tom: Actor) -> None:
    with pytest.raises(NotFound):
        run("tests.lend_a_boat", {}, actor=for_tom)


def test_a_broken_promise_saves_nothing_but_the_incident(for_tom: Actor) -> None:
    traced = traces()
    with pytest.raises(BrokenPromise, match="one umbrella fewer"):
        lend(RAIN | {"break_it": True}, for_tom, key="k1")
    assert (left(), traces()) == (3, traced)
    assert JournalRow.objects.latest("seq").status == "broken"
    assert lend(RAIN, for_tom, key="k1").is_done


def test_a_preview_takes_everything_back_and_says_what_would_happen(for_tom: Actor) -> None:
    before, traced = rows(), traces()
    seen = preview("tests.lend_umbrella", RAIN, actor=for_tom)
    assert (seen.status, seen.preview, seen.result) == (Status.DONE, True, None)
    assert (left(), traces(), rows()) == (3, traced, before)
    assert lend(RAIN, for_tom, seen=seen.fingerprint or "").is_done


def test_acting_on_a_stale_preview_is_refused(for_tom: Actor) -> None:
    seen = preview("tests.lend_umbrella", RAIN, actor=for_tom)
    Number.objects.filter(series="UMBA").update(last=9)
    outcome = lend(RAIN, for_tom, seen=seen.fingerprint or "")
    assert (outcome.code, left()) == (Code.STALE, 9)


def test_the_same_key_gets_the_first_answer(for_tom: Actor) -> None:
    first, again = lend(RAIN, for_tom, key="k"), lend(RAIN, for_tom, key="k")
    assert again == first
    assert left() == 2


def test_the_same_key_with_another_ask_is_a_conflict(for_tom: Actor) -> None:
    lend(RAIN, for_tom, key="k")
    outcome = lend(RAIN | {"words": "again"}, for_tom, key="k")
    assert (outcome.code, left()) == (Code.CONFLICT, 2)


def test_the_same_key_with_another_secret_is_a_conflict(
    for_tom: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LendUmbrella, "secrets", frozenset({"words"}))
    first = lend(RAIN | {"words": "swordfish"}, for_tom, key="k")
    assert lend(RAIN | {"words": "swordfish"}, for_tom, key="k") == first
    outcome = lend(RAIN | {"words": "salmon"}, for_tom, key="k")
    assert (outcome.code, left()) == (Code.CONFLICT, 2)


def test_beyond_the_limit_the_ask_waits_for_a_yes_and_is_asked_once(for_tom: Actor) -> None:
    dear = RAIN | {"worth": "100.01"}
    outcome = lend(dear, for_tom)
    assert (outcome.status, left()) == (Status.PENDING_APPROVAL, 3)
    assert lend(dear, for_tom).approval == outcome.approval
    request = ApprovalRequest.objects.get(number=outcome.approval)
    assert (request.amount_cents, request.asker_name) == (10001, "automated:digital")


def test_split_amounts_are_seen_as_one(for_tom: Actor) -> None:
    assert lend(RAIN | {"worth": "60.00"}, for_tom).is_done
    assert lend(RAIN | {"worth": "40.00"}, for_tom).is_done
    assert lend(RAIN | {"worth": "0.01"}, for_tom).status is Status.PENDING_APPROVAL


def test_staff_without_a_role_may_do_nothing(noor: Actor) -> None:
    outcome = lend(RAIN, noor.on_behalf_of("C-6", V2))
    assert (outcome.code, left()) == (Code.NOT_AUTHORISED, 3)


def test_the_chain_proves_itself_and_finds_what_was_tampered_with(for_tom: Actor) -> None:
    lend(RAIN, for_tom)
    lend(RAIN, for_tom)
    assert journal.verify().is_intact
