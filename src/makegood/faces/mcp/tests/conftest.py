"""Who calls the tools, in the seeded company."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from makegood.core.actor import Channel
from makegood.core.models import Effect
from makegood.core.sealed import unseal
from makegood.domains.company.queries import actor_for
from makegood.faces.mcp.tools import call
from makegood.faces.shared.keys import Caller


@pytest.fixture
def holder(db: None, northvale: None) -> Callable[[str], Caller]:
    """The holder of a key, by username."""
    return lambda username: Caller(actor_for(username, Channel.MCP), None)


@pytest.fixture
def toms_call(holder: Callable[[str], Caller]) -> str:
    """The conversation in which Rae has found out, by the tools alone, that it is Tom."""

    def done(operation: str, conversation: str | None = None, **ask: object) -> dict[str, object]:
        given = {"name": operation, "ask": ask, "conversation": conversation}
        answer = call(holder("rae"), "run_operation", given)  # type: ignore[arg-type]  # plain JSON
        assert answer.body["status"] == "done", answer.body
        result = answer.body["result"]
        assert isinstance(result, dict)
        return dict(result)

    number = str(done("conversations.open_conversation", channel="voice")["number"])
    done("parties.claim_identity", number, reference="O-1041", name="Tom Gallagher")
    done("parties.start_verification", number)
    mail = Effect.objects.filter(kind="mail", payload__notice="verification_code").latest("pk")
    done("parties.answer_factor", number, code=unseal(mail.payload["sealed"]["code"]))
    return number
