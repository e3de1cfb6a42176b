"""Which tools somebody hears of, what they may do by them, and how a wrong call is answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import JsonValue

from makegood.core import journal
from makegood.core.describing import described
from makegood.core.registry import registry
from makegood.faces.mcp.general import GENERAL
from makegood.faces.mcp.tools import call, offered_to
from makegood.faces.shared.keys import Caller

Holder = Callable[[str], Caller]
WASHER: JsonValue = {"line": "O-1041/1", "reason": "changed_mind", "opened": True}
RETURN: dict[str, JsonValue] = {"name": "aftersales.open_return", "ask": WASHER}
NOBODY = Caller(None, None)


def names(caller: Caller) -> set[str]:
    return {one.name for one in offered_to(caller)}


def fields(caller: Caller, tool: str, **given: JsonValue) -> list[JsonValue]:
    """The fields that a call is told to mend."""
    answer = call(caller, tool, given)
    assert (answer.is_fault, answer.body["code"]) == (True, "invalid")
    errors = answer.body["errors"]
    assert isinstance(errors, list)
    assert all(isinstance(one, dict) and one["reason"] and one["accepted"] for one in errors)
    return [one["field"] for one in errors if isinstance(one, dict)]


def test_rae_hears_of_every_act_that_may_be_asked_for_and_each_has_its_own_schema(holder: Holder):
    offered = {one.name: one for one in offered_to(holder("rae"))}
    acts = {one.name: one for one in registry.all() if not one.only_inside}
    assert offered.keys() == GENERAL.keys() | acts.keys()
    for name, act in acts.items():
        assert offered[name].schema == described(act)["ask"]
        assert offered[name].description == act.summary()


def test_who_is_not_of_the_company_hears_of_nothing_that_is_for_staff(holder: Holder):
    own = {one.name for one in registry.all() if not one.only_inside}
    staff_only = {name for name in own if registry.get(name).needs.standing.staff_only}
    assert names(NOBODY) == names(Caller(None, "CV-1")) == GENERAL.keys() | (own - staff_only)
    assert "aftersales.inspect_return" in staff_only


def test_noor_without_a_role_hears_of_no_act_and_does_none(holder: Holder, toms_call: str):
    noor, before = holder("noor"), journal.place()
    assert names(noor) == GENERAL.keys()
    given = {**RETURN, "conversation": toms_call}
    for tool in ("preview_operation", "run_operation"):
        assert call(noor, tool, given).body["code"] == "not_authorised"
    assert call(noor, "read_journal", {}).body["code"] == "not_authorised"
    read = call(noor, "read_record", {"ref": "O-1041", "conversation": toms_call})
    assert (read.is_fault, read.body["code"]) == (True, "not_found")
    assert journal.place() == before + 1, "the attempt stands, the preview does not"


def test_rae_acts_for_tom_in_his_conversation_and_not_without_it(holder: Holder, toms_call: str):
    without = call(holder("rae"), "preview_operation", RETURN)
    assert (without.is_fault, without.body["code"]) == (False, "verification_required")
    within = call(holder("rae"), "preview_operation", {**RETURN, "conversation": toms_call})
    assert within.body["status"] == "done"
    assert within.body["fingerprint"]


def test_the_holder_of_a_conversation_s_token_is_its_customer_and_no_other(toms_call: str):
    tom = Caller(None, toms_call)
    record = call(tom, "read_record", {"ref": "O-1041"}).body["record"]
    assert isinstance(record, dict)
    assert record["party"] == "C-6"
    assert call(tom, "read_record", {"ref": "O-1042"}).body["code"] == "not_found"
    elsewhere = {"ref": "O-1041", "conversation": "CV-9"}
    assert call(tom, "read_record", elsewhere).body["code"] == "not_authorised"


def test_nobody_may_name_the_conversation_of_somebody_known(toms_call: str):
    before = journal.place()
    answer = call(NOBODY, "run_operation", {**RETURN, "conversation": toms_call})
    assert (answer.is_fault, answer.body["code"]) == (True, "not_authorised")
    assert journal.place() == before


def test_the_same_key_does_an_act_once(holder: Holder, toms_call: str):
    given = {**RETURN, "conversation": toms_call, "key": "tom-1"}
    first, second = (call(holder("rae"), "run_operation", given) for _ in range(2))
    assert first.body["status"] == "done"
    assert (second.body["act"], second.body["records"]) == (
        first.body["act"], first.body["records"],
    )  # fmt: skip


def test_what_is_misspelt_is_named_and_nothing_is_done(holder: Holder, toms_call: str):
    rae, before = holder("rae"), journal.place()
    for wrong in ("converstion", "idempotency_key", "fingerprint"):
        assert fields(rae, "run_operation", **RETURN, **{wrong: "x"}) == [wrong]
    assert fields(rae, "run_operation", name=5, ask=WASHER) == ["name"]
    assert fields(rae, "run_operation", name="aftersales.open_return") == ["ask"]
    assert fields(rae, "preview_operation", name="aftersales.open_return", ask="x") == ["ask"]
    assert fields(rae, "read_record", ref="O-1041", conversation={"a": 1}) == ["conversation"]
    assert journal.place() == before


def test_an_act_s_own_tool_names_the_wrong_field_and_only_the_attempt_is_kept(holder: Holder):
    before = journal.place()
    assert fields(holder("rae"), "cases.open_case", summary="No category") == ["category"]
    (row,) = journal.history(limit=1)
    assert (row.operation, row.status, journal.place()) == (
        "cases.open_case",
        "invalid",
        before + 1,
    )


def test_an_act_that_needs_approval_says_so_and_waits(holder: Holder, toms_call: str):
    rae = holder("rae")
    opened: JsonValue = {"category": "delivery", "summary": "Two lost mornings."}
    given: dict[str, JsonValue] = {"name": "cases.open_case", "ask": opened}
    case = call(rae, "run_operation", {**given, "conversation": toms_call}).body["result"]
    assert isinstance(case, dict)
    ask: JsonValue = {"case": case["case"], "amount": "400.00", "reason": "Two lost mornings."}
    asked = {"name": "cases.grant_goodwill", "ask": ask, "conversation": toms_call}
    answer = call(rae, "run_operation", asked)
    assert (answer.is_fault, answer.body["status"]) == (False, "pending_approval")
    assert str(answer.body["approval"]).startswith("AP-")


@pytest.mark.parametrize("text", ["open return", "OPEN_RETURN"])
def test_an_act_is_found_by_its_words(holder: Holder, text: str):
    found = call(holder("rae"), "find_operations", {"text": text}).body["operations"]
    assert isinstance(found, list)
    names_found = [one["name"] for one in found if isinstance(one, dict)]
    assert "aftersales.open_return" in names_found
    assert "billing.take_payment" not in names_found
