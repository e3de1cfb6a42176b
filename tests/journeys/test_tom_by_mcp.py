"""Tom's washer through the Model Context Protocol, by a real client, over stdio and over HTTP."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx2
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from conftest import run_apart
from tests.journeys.place import Demo, environment, running_demo
from tests.journeys.toms_return import W1_LINES, newest_code, refunds_of

Door = Callable[[Demo, str | None], AbstractAsyncContextManager[ClientSession]]
FOUND = {"grade": "B", "serial_number": "SN-77120", "accessories_complete": True, "works": True,
         "findings": "Opened, clean, complete"}  # fmt: skip


@pytest.fixture
def demo(place):
    with running_demo(place) as running:
        yield running


@asynccontextmanager
async def over_stdio(demo: Demo, user: str | None) -> AsyncIterator[ClientSession]:
    words = ["-m", "makegood", "mcp", *(["--as", user] if user else [])]
    started = StdioServerParameters(command=sys.executable, args=words, env=environment(demo.place))
    async with stdio_client(started) as streams, ClientSession(*streams[:2]) as session:
        await session.initialize()
        yield session


@asynccontextmanager
async def over_http(demo: Demo, user: str | None) -> AsyncIterator[ClientSession]:
    headers = {"Authorization": f"Bearer {demo.keys[user]}"} if user else {}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as client,
        streamable_http_client(f"{demo.address}/mcp", http_client=client) as streams,
        ClientSession(*streams[:2]) as session,
    ):
        await session.initialize()
        yield session


async def answer(session: ClientSession, tool: str, **given: Any) -> dict[str, Any]:
    told = await session.call_tool(tool, given)
    assert told.structured_content is not None
    (text,) = told.content
    assert text.type == "text"
    assert json.loads(text.text) == told.structured_content
    return dict(told.structured_content)


async def done(session: ClientSession, operation: str, conversation: str = "", **ask: Any) -> Any:
    given: dict[str, Any] = {"name": operation, "ask": ask}
    if conversation:
        given["conversation"] = conversation
    told = await answer(session, "run_operation", **given)
    assert told["status"] == "done", told
    return told["result"]


async def toms_washer(demo: Demo, door: Door) -> str:
    async with door(demo, "rae") as rae:
        number = (await done(rae, "conversations.open_conversation", channel="voice"))["number"]
        await done(rae, "parties.claim_identity", number, reference="O-1041", name="Tom Gallagher")
        await done(rae, "parties.start_verification", number)
        code = await asyncio.to_thread(newest_code, demo)
        await done(rae, "parties.answer_factor", number, code=code)
        ask = {"line": "O-1041/1", "reason": "changed_mind", "opened": True}
        seen = await answer(
            rae, "preview_operation", name="aftersales.open_return", ask=ask, conversation=number
        )
        assert {one["name"]: one["amount"] for one in seen["figures"]}["refund"]
        opened = await answer(
            rae, "run_operation", name="aftersales.open_return", ask=ask, conversation=number,
            key="tom", seen=seen["fingerprint"],
        )  # fmt: skip
        returned = str(opened["records"][0]).rpartition(":")[2]
        await answer(rae, "aftersales.receive_return", return_number=returned, parcels=1)
        told = await answer(rae, "aftersales.inspect_return", return_number=returned, **FOUND)
        assert told["status"] == "done", told
        record = await answer(rae, "read_record", ref=returned)
        assert record["record"]["inspected_at"]
        history = await answer(rae, "read_journal", about=returned)
        assert "aftersales.inspect_return" in {row["operation"] for row in history["rows"]}
        return returned


async def ledger_about_his_order(demo: Demo, door: Door) -> list[tuple[str, str, str]]:
    async with door(demo, "rae") as rae:
        entries: list[dict[str, Any]] = []
        for number in itertools.count(1001):
            told = await answer(rae, "read_record", ref=f"JE-{number}")
            if "record" not in told:
                break
            entries.append(told["record"])
    return [
        (entry["rule"], line["account"], line["amount"]["amount"])
        for entry in entries
        if "order:O-1041" in {line["about"] for line in entry["lines"]}
        for line in entry["lines"]
    ]


@pytest.mark.parametrize("door", [over_stdio, over_http])
def test_tom_gets_750_44_back_split_as_he_paid(demo: Demo, door: Door):
    number = run_apart(toms_washer(demo, door))
    (refund,) = refunds_of(demo, number)
    with demo.client("rae") as rae:
        found = rae.get(f"/api/v1/records/{refund}").json()["record"]
        moved = rae.post("/api/v1/demo/clock", json={"advance": "5d"})
        assert moved.status_code == 200
        settled = rae.get(f"/api/v1/records/{refund}").json()["record"]
    assert found["total"]["amount"] == "750.44"
    assert sorted(leg["amount"]["amount"] for leg in found["legs"]) == ["65.54", "684.90"]
    assert settled["state"] == "settled"
    assert run_apart(ledger_about_his_order(demo, door)) == W1_LINES


def test_each_operation_has_the_schema_that_rest_describes(demo: Demo):
    async def schemas() -> dict[str, Any]:
        async with over_http(demo, "rae") as rae:
            return {one.name: one.input_schema for one in (await rae.list_tools()).tools}

    tools = run_apart(schemas())
    with demo.client("rae") as rae:
        described = rae.get("/api/v1/operations").json()["operations"]
    offered = {one["name"]: one["ask"] for one in described if one["name"] in tools}
    assert len(offered) > 60
    assert {name: tools[name] for name in offered} == offered


def test_who_may_not_is_told_so_and_a_wrong_ask_names_its_field(demo: Demo):
    async def refusals() -> list[dict[str, Any]]:
        async with over_stdio(demo, "noor") as noor, over_stdio(demo, "rae") as rae:
            return [
                await answer(noor, "read_record", ref="O-1041"),
                await answer(noor, "read_journal"),
                await answer(noor, "cases.open_case", category="billing", summary="No"),
                await answer(rae, "aftersales.receive_return", return_number="R-1", parcels="two"),
                await answer(rae, "no.such_act"),
            ]

    record, history, act, wrong, unknown = run_apart(refusals())
    assert record["code"] == "not_found"
    assert history["code"] == "not_authorised"
    assert act["code"] == "not_authorised"
    assert [one["field"] for one in wrong["errors"]] == ["parcels"]
    assert unknown["code"] == "not_found"


def test_without_a_known_key_or_from_a_foreign_page_nothing_is_answered(demo: Demo):
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accepted = {"Accept": "application/json, text/event-stream"}
    with demo.client() as nobody, demo.client("rae") as rae:
        refused = nobody.post("/mcp", json=asked, headers=accepted)
        wrong = {**accepted, "Authorization": "Bearer mg_wrong"}
        unknown = nobody.post("/mcp", json=asked, headers=wrong)
        known = rae.post("/mcp", json=asked, headers=accepted)
        host, origin = (
            rae.post("/mcp", json=asked, headers={**accepted, name: value})
            for name, value in (("Host", "evil.example"), ("Origin", "http://evil.example"))
        )
    for one in (refused, unknown):
        assert (one.status_code, one.json()["code"]) == (401, "not_known")
    assert (known.status_code, host.status_code, origin.status_code) == (200, 421, 403)
