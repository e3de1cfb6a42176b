"""Move money through Stripe: once for each key, and ask it afterwards what became of it.

It is spoken to over its REST interface alone (docs.stripe.com/api, version below). A request that
is repeated carries the same idempotency key; as Stripe forgets those after a day, a later try first
looks for what the earlier one may have done. Keys begin with the name of this installation, as two
of them may share an account and count alike. A card holds money for about a week at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

import httpx
from pydantic import ValidationError

from makegood.adapters.payments.stripe.answers import (
    Failed,
    PaymentIntent,
    Payments,
    Refund,
    Refunds,
    Shape,
)
from makegood.core.effects import Delivery, PermanentFailure, Receipt, TemporaryFailure
from makegood.core.money import Money
from makegood.core.receipts import reference_of
from makegood.domains.billing.ports import ProviderReport, ProviderState

VERSION = "2025-03-31.basil"
_ADDRESS = "https://api.stripe.com/v1/"
_PATIENCE_SECONDS = 20
_AGAIN_LATER = frozenset({409, 429})
_DECLINED = 402
_METHODS = {"card": "card", "ach": "us_bank_account"}
_DONE = frozenset({"succeeded", "processing", "pending", "requires_capture", "canceled"})
_LET_GO = "canceled"
_WITH_BALANCE = {"expand[]": "latest_charge.balance_transaction"}

ShapeT = TypeVar("ShapeT", bound=Shape)


class Declined(Exception):
    """The bank said no; nothing was taken."""

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(reason)
        self.receipt = Receipt(reference, {"status": "declined", "reason": reason})


class StripePayments:
    """The payment provider Stripe; its secret key is a setting and is never written anywhere."""

    kinds: tuple[str, ...] = (
        "payment.capture", "payment.refund", "payment.hold", "payment.release",
    )  # fmt: skip

    def __init__(
        self, key: str, installation: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._installation = installation
        self._client = httpx.Client(
            base_url=_ADDRESS,
            headers={"Authorization": f"Bearer {key}", "Stripe-Version": VERSION},
            timeout=_PATIENCE_SECONDS,
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )

    def deliver(self, delivery: Delivery) -> Receipt:
        """Do what is asked once for this key; a decline is an answer, not a failure."""
        try:
            if delivery.kind == "payment.release":
                return _receipt(self._let_go(delivery))
            if delivery.kind == "payment.refund":
                return _receipt(self._give_back(delivery))
            return _receipt(self._capture(delivery))
        except Declined as no:
            return no.receipt

    def report(self, key: str) -> ProviderReport | None:
        """What became of what was asked for under this key; None when Stripe never answered it."""
        reference = reference_of(key)
        if reference.startswith("pi_"):
            path = f"payment_intents/{reference}"
            return _paid(self._ask(PaymentIntent, "GET", path, asked=_WITH_BALANCE))
        if reference.startswith("re_"):
            return _given_back(self._ask(Refund, "GET", f"refunds/{reference}"))
        return None

    def _capture(self, delivery: Delivery) -> PaymentIntent:
        key = self._key(delivery)
        form = {**_capture_form(delivery), "metadata[key]": key}
        if delivery.attempt > 1:
            query = {"query": f"metadata['key']:'{key}'"}
            found = self._ask(Payments, "GET", "payment_intents/search", asked=query).data
            for one in found:
                if one.metadata.get("key") == key:
                    return one
        return self._ask(PaymentIntent, "POST", "payment_intents", asked=form, key=key)

    def _let_go(self, delivery: Delivery) -> PaymentIntent:
        on = str(delivery.payload.get("on", ""))
        reference = reference_of(on)
        if not reference.startswith("pi_"):
            raise PermanentFailure(f"{on or 'nothing'} is no hold that Stripe made")
        path = f"payment_intents/{reference}"
        if delivery.attempt > 1:
            seen = self._ask(PaymentIntent, "GET", path)
            if seen.status == _LET_GO:
                return seen
        return self._ask(PaymentIntent, "POST", f"{path}/cancel", key=self._key(delivery))

    def _key(self, delivery: Delivery) -> str:
        return f"{self._installation}/{delivery.key}"

    def _give_back(self, delivery: Delivery) -> Refund:
        key = self._key(delivery)
        form = {**_refund_form(delivery), "metadata[key]": key}
        if delivery.attempt > 1:
            of = {"payment_intent": form["payment_intent"], "limit": "100"}
            for one in self._ask(Refunds, "GET", "refunds", asked=of).data:
                if one.metadata.get("key") == key:
                    return one
        return self._ask(Refund, "POST", "refunds", asked=form, key=key)

    def _ask(
        self, shape: type[ShapeT], method: str, path: str, *,
        asked: Mapping[str, str] | None = None, key: str = "",
    ) -> ShapeT:  # fmt: skip
        shown, form = (asked, None) if method == "GET" else (None, asked)
        try:
            headers = {"Idempotency-Key": key} if key else None
            response = self._client.request(method, path, headers=headers, params=shown, data=form)
            if response.is_success:
                return shape.model_validate_json(response.content)
            error = Failed.model_validate_json(response.content).error
        except (httpx.HTTPError, ValidationError) as fault:
            raise TemporaryFailure(f"Stripe did not answer: {type(fault).__name__}") from fault
        told = (error.told or str(response.status_code))[:200]
        if response.status_code == _DECLINED:
            raise Declined(error.payment_intent.id if error.payment_intent else "", told)
        if response.status_code in _AGAIN_LATER or response.is_server_error:
            raise TemporaryFailure(f"Stripe asks to come again: {told}")
        raise PermanentFailure(f"Stripe does not take it: {told}")


def _capture_form(delivery: Delivery) -> dict[str, str]:
    method = _METHODS.get(str(delivery.payload.get("method")))
    if method is None:
        raise PermanentFailure(f"Stripe captures no {delivery.payload.get('method')}")
    later = {"capture_method": "manual"} if delivery.kind == "payment.hold" else {}
    return later | {
        "amount": str(_cents(delivery)),
        "currency": str(delivery.payload.get("currency", "USD")).lower(),
        "payment_method": str(delivery.payload.get("token", "")),
        "payment_method_types[]": method,
        "confirm": "true",
        "off_session": "true",
        "description": str(delivery.payload.get("order", "")),
    }


def _refund_form(delivery: Delivery) -> dict[str, str]:
    method, on = str(delivery.payload.get("method")), str(delivery.payload.get("on", ""))
    if method not in _METHODS:
        raise PermanentFailure(f"Stripe sends no {method}: pay it out of the bank account")
    if not on.startswith("pi_"):
        raise PermanentFailure(f"{on or 'nothing'} is no payment that Stripe captured")
    return {
        "payment_intent": on,
        "amount": str(_cents(delivery)),
    }


def _cents(delivery: Delivery) -> int:
    cents = delivery.payload.get("amount_cents")
    if not isinstance(cents, int) or cents <= 0:
        raise PermanentFailure("Stripe moves amounts above zero only")
    return cents


def _receipt(answer: PaymentIntent | Refund) -> Receipt:
    if answer.status in _DONE:
        return Receipt(answer.id, {"status": "done", "reason": ""})
    return Receipt(answer.id, {"status": "declined", "reason": answer.reason})


def _paid(intent: PaymentIntent) -> ProviderReport:
    """A payment is settled when its money is available to us; until then its fee is a guess."""
    state, balance = ProviderState.PENDING, intent.balance
    if intent.status not in _DONE:
        state = ProviderState.FAILED
    elif balance and balance.status == "available":
        state = ProviderState.SETTLED
    cents = intent.amount_received or intent.amount
    return _report(state, intent, cents, balance.fee if balance else 0)


def _given_back(refund: Refund) -> ProviderReport:
    states = {"succeeded": ProviderState.SETTLED, "pending": ProviderState.PENDING}
    return _report(states.get(refund.status, ProviderState.FAILED), refund, refund.amount, 0)


def _report(
    state: ProviderState, answer: PaymentIntent | Refund, cents: int, fee: int
) -> ProviderReport:
    currency, at = answer.currency.upper(), datetime.fromtimestamp(answer.created, UTC)
    reason = answer.reason if state is ProviderState.FAILED else ""
    return ProviderReport(
        state, answer.id, Money(cents, currency), Money(fee, currency), at, reason
    )
