"""What Stripe answers, as far as it is read here: the shapes of docs.stripe.com/api."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A part of an answer; Stripe adds fields when it likes, and they are left unread."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Trouble(Shape):
    """Why something went wrong."""

    message: str = ""
    code: str = ""

    @property
    def told(self) -> str:
        """Its words, or its code where it has none."""
        return self.message or self.code


class BalanceTransaction(Shape):
    """When money is available to us, and what Stripe kept of it."""

    status: str
    fee: int


class Charge(Shape):
    """One attempt to charge a payment, with its balance when that was asked for."""

    balance_transaction: BalanceTransaction | str | None = None


class PaymentIntent(Shape):
    """A payment."""

    id: str
    status: str
    amount: int
    amount_received: int = 0
    currency: str
    created: int
    metadata: Mapping[str, str] = {}
    latest_charge: Charge | str | None = None
    last_payment_error: Trouble | None = None

    @property
    def reason(self) -> str:
        """Why it was not paid."""
        return self.last_payment_error.told if self.last_payment_error else self.status

    @property
    def balance(self) -> BalanceTransaction | None:
        """What is known of its money, when that was asked for."""
        charge = self.latest_charge if isinstance(self.latest_charge, Charge) else None
        found = charge.balance_transaction if charge else None
        return found if isinstance(found, BalanceTransaction) else None


class Refund(Shape):
    """Money that goes back on a payment."""

    id: str
    status: str
    amount: int
    currency: str
    created: int
    metadata: Mapping[str, str] = {}
    failure_reason: str | None = None

    @property
    def reason(self) -> str:
        """Why it did not arrive."""
        return (self.failure_reason or self.status).replace("_", " ")


class Payments(Shape):
    """Several payments that were looked for."""

    data: tuple[PaymentIntent, ...]


class Refunds(Shape):
    """Several refunds of a payment."""

    data: tuple[Refund, ...]


class Refusal(Trouble):
    """An error, and the payment that was declined by it."""

    payment_intent: PaymentIntent | None = None


class Failed(Shape):
    """An answer that is an error."""

    error: Refusal = Refusal()
