"""What programs are told when an act is not done: the reason, what would help, nothing lost."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("northvale", "db")


@pytest.fixture
def token() -> str:
    """The token of a chat that somebody just opened."""
    opened = Client().post("/api/v1/conversations", {"channel": "chat"}, "application/json")
    return str(opened.json()["token"])


def do(operation: str, ask: dict[str, str], token: str) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {token}"}
    answer = Client().post(
        f"/api/v1/operations/{operation}", ask, "application/json", headers=headers
    )
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, object] = answer.json()
    assert body["status"] == answer.status_code
    return body


def test_who_is_not_known_well_enough_is_told_how_surely_to_be(token):
    problem = do("ordering.tell_order_status", {"order": "O-1041"}, token)
    assert (problem["status"], problem["code"]) == (401, "verification_required")
    assert (problem["level"], problem["gate"]) == (1, "identity")


def test_a_refusal_says_why_and_names_its_clause(token):
    ask = {"reference": "40006", "name": "Grace Kim"}
    problem = do("parties.claim_identity", ask, token)
    assert (problem["status"], problem["code"]) == (422, "policy_denied")
    assert str(problem["detail"]).startswith("With this I cannot find you.")
    assert problem["clauses"] == ["IDV-1@2026-01-01", "IDV-9@2026-01-01"]
