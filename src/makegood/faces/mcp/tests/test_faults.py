"""What an agent hears when the house itself fails: that it did, and nothing of how."""

from __future__ import annotations

from makegood.core.actor import Actor, ActorKind, Channel
from makegood.faces.mcp.tools import call
from makegood.faces.shared.keys import Caller

RAE = Actor(kind=ActorKind.STAFF, name="rae", role="R1", channel=Channel.MCP)


def test_without_a_database_a_tool_says_that_it_is_our_fault(django_db_blocker):
    with django_db_blocker.block():
        answer = call(Caller(RAE, None), "read_record", {"ref": "O-1041"})
    assert (answer.is_fault, answer.body) == (
        True,
        {"code": "broken_promise", "detail": "This is our fault. Nothing was saved.", "errors": []},
    )
