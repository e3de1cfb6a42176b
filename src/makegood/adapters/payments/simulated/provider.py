"""Move money as a payment provider would: once for each key, settled days later, or not at all."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from makegood.adapters.payments.simulated.faults import take_fault
from makegood.adapters.payments.simulated.models import Fault, Movement
from makegood.core import clock
from makegood.core.effects import Delivery, PermanentFailure, Receipt, TemporaryFailure
from makegood.core.money import Money
from makegood.core.transactions import write
from makegood.domains.billing.ports import ProviderReport, ProviderState

_SETTLES_AFTER: dict[Fault | None, timedelta] = {
    Fault.SETTLE_FAILED: timedelta(days=3),
    Fault.SETTLE_LATE: timedelta(days=9),
}
_USUALLY = timedelta(days=2)
_FEE_PERCENT = Decimal("2.9")


class SimulatedPayments:
    """The payment provider of the demo: captures, refunds and holds, idempotent by key."""

    kinds: tuple[str, ...] = (
        "payment.capture", "payment.refund", "payment.hold", "payment.release", "payment.stop",
    )  # fmt: skip

    def deliver(self, delivery: Delivery) -> Receipt:
        """Move the money once for this key; a fault that waits may keep the answer from us."""
        with write(Movement):
            fault = take_fault()
            is_moved = fault not in (Fault.DELAY, Fault.FAIL)
            movement = _move(delivery, fault) if is_moved else None
            if movement and fault is Fault.ANSWER_TWICE:
                movement = _move(delivery, fault)
        if fault is Fault.FAIL:
            raise PermanentFailure("the provider takes no such request; nothing was done")
        if movement is None:
            raise TemporaryFailure("the provider is slow; nothing was done")
        if fault is Fault.TIMEOUT_AFTER:
            raise TemporaryFailure("the provider did not answer in time")
        status = "declined" if movement.declined else "done"
        return Receipt(movement.reference, {"status": status, "reason": movement.declined})

    def report(self, key: str) -> ProviderReport | None:
        """What became of a movement, at the present moment; None when it was never asked for."""
        movement = Movement.objects.filter(key=key).first()
        if movement is None:
            return None
        state, reason, at = ProviderState.PENDING, "", movement.asked_at
        if movement.declined:
            state, reason = ProviderState.FAILED, movement.declined
        elif clock.now() >= movement.settles_at:
            at, reason = movement.settles_at, movement.fails_with
            state = ProviderState.FAILED if reason else ProviderState.SETTLED
        return ProviderReport(
            state, movement.reference, movement.amount, _fee(movement), at, reason
        )


def _move(delivery: Delivery, fault: Fault | None) -> Movement:
    """The movement under this key, made now when it is new. PermanentFailure for no amount."""
    known = Movement.objects.select_for_update().filter(key=delivery.key).first()
    if known is not None:
        known.times_asked += 1
        known.save(update_fields=["times_asked"])
        return known
    payload, now = delivery.payload, clock.now()
    cents = payload.get("amount_cents")
    if not isinstance(cents, int) or cents <= 0:
        raise PermanentFailure("the provider moves amounts above zero only")
    made = Movement.objects.create(
        key=delivery.key,
        kind=delivery.kind.removeprefix("payment."),
        method=str(payload.get("method", "")),
        token=str(payload.get("token", "")),
        on=str(payload.get("on", "")),
        amount_cents=cents + 1 if fault is Fault.WRONG else cents,
        currency=str(payload.get("currency", "USD")),
        asked_at=now,
        declined="card declined" if fault is Fault.DECLINE else "",
        settles_at=now + _SETTLES_AFTER.get(fault, _USUALLY),
        fails_with="account closed" if fault is Fault.SETTLE_FAILED else "",
    )
    if made.kind == "stop":
        _stop(made, str(payload.get("cheque", "")))
    return made


def _stop(made: Movement, cheque: str) -> None:
    """Stop a cheque that nobody cashed yet; one that was cashed declines the stop."""
    stopped = Movement.objects.select_for_update().filter(key=cheque, kind="refund").first()
    if stopped is None:
        raise PermanentFailure(f"the bank knows no cheque {cheque}")
    if stopped.settles_at <= made.asked_at and not stopped.fails_with:
        made.declined = "already cashed"
        made.save(update_fields=["declined"])
    elif not made.declined:
        stopped.fails_with, stopped.settles_at = "stopped", made.asked_at
        stopped.save(update_fields=["fails_with", "settles_at"])


def _fee(movement: Movement) -> Money:
    if movement.kind != "capture" or movement.method != "card":
        return Money.zero(movement.currency)
    return movement.amount.percent(_FEE_PERCENT)


simulator = SimulatedPayments()
