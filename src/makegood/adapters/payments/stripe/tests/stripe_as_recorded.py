"""Stripe as its documentation shows it: recorded answers, with the asked values put in.

No network: `httpx` is given this in place of a connection. It keeps what was asked under each
idempotency key, so that the same key is answered the same, as Stripe does.
"""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx

_RECORDED = Path(__file__).parent / "recorded"


def recorded(name: str) -> dict[str, Any]:
    """One answer as it was recorded."""
    return dict(json.loads((_RECORDED / f"{name}.json").read_text()))


class StripeAsRecorded(httpx.BaseTransport):
    """Answers as Stripe would; `faults` are what happens to the next requests."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.objects: dict[str, dict[str, Any]] = {}
        self.asked: list[httpx.Request] = []
        self.faults: deque[str] = deque()
        self.is_available = False
        self.refund_status = "pending"

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        fault = self.faults.popleft() if self.faults else ""
        if fault == "unreachable":
            raise httpx.ConnectTimeout("no answer", request=request)
        if fault in ("rate_limited", "already_refunded"):
            status = 429 if fault == "rate_limited" else 400
            return httpx.Response(status, json=recorded(fault))
        path = request.url.path.removeprefix("/v1/")
        if request.method == "POST":
            answer = self._made(request, path, fault)
            if fault == "lost":
                raise httpx.ReadTimeout("the answer was lost", request=request)
            status = 402 if "error" in answer else 200
            return httpx.Response(status, json=answer)
        return self._shown(request, path)

    def _made(self, request: httpx.Request, path: str, fault: str) -> dict[str, Any]:
        key = request.headers["Idempotency-Key"]
        if key not in self.kept:
            form = {name: value[0] for name, value in parse_qs(request.content.decode()).items()}
            self.kept[key] = self._declined(form) if fault == "declined" else self._new(path, form)
        return self.kept[key]

    def _new(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        if path.endswith("/cancel"):
            held = self.objects[path.split("/")[1]]
            held |= {"status": "canceled"}
            return held
        made = recorded("payment_intent" if path == "payment_intents" else "refund")
        made |= {"id": f"{made['id']}{len(self.objects)}", "amount": int(form["amount"]),
                 "currency": form.get("currency", "usd"),
                 "metadata": {"key": form["metadata[key]"]}}  # fmt: skip
        if form.get("capture_method") == "manual":
            made |= {"status": "requires_capture", "latest_charge": None}
        elif path == "payment_intents":
            made["amount_received"] = made["amount"]
        else:
            made["payment_intent"] = form["payment_intent"]
        self.objects[made["id"]] = made
        return made

    def _declined(self, form: dict[str, str]) -> dict[str, Any]:
        answer = recorded("card_declined")
        intent = answer["error"]["payment_intent"]
        intent |= {"amount": int(form["amount"]), "metadata": {"key": form["metadata[key]"]}}
        self.objects[intent["id"]] = intent
        return answer

    def _shown(self, request: httpx.Request, path: str) -> httpx.Response:
        if path in ("payment_intents/search", "refunds"):
            kind = "refund" if path == "refunds" else "payment_intent"
            found = [one for one in self.objects.values() if one["object"] == kind]
            return httpx.Response(200, json={"object": "list", "data": found, "has_more": False})
        shown = dict(self.objects[path.rpartition("/")[2]])
        if shown["object"] == "refund":
            failed = {"failure_reason": "lost_or_stolen_card"}
            shown |= {"status": self.refund_status}
            shown |= failed if self.refund_status == "failed" else {}
        elif shown["latest_charge"]:
            charge = recorded("charge")
            charge["balance_transaction"]["status"] = (
                "available" if self.is_available else "pending"
            )
            shown["latest_charge"] = charge
        return httpx.Response(200, json=shown)
