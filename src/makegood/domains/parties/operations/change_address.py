"""Change where an account's bills and letters go, from a day on."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.parties.addressing import PostalAddress
from makegood.domains.parties.models import Account, Usage
from makegood.domains.parties.policy import AddressFacts, may_change_address
from makegood.domains.parties.queries import address_of
from makegood.domains.parties.queries.places import address_facts, letters_about_move
from makegood.domains.parties.recording import keep_address


class AppliesTo(StrEnum):
    """What goes to the new address."""

    MAILING_AND_BILLING = "mailing_and_billing"
    MAILING = "mailing"
    BILLING = "billing"
    SERVICE = "service"
    POLICY = "policy"
    OPEN_ORDERS = "open_orders"


USAGES = {
    AppliesTo.MAILING_AND_BILLING: (Usage.MAILING, Usage.BILLING),
    AppliesTo.MAILING: (Usage.MAILING,),
    AppliesTo.BILLING: (Usage.BILLING,),
}


class ChangeAddressAsk(Ask):
    """A new address for an account."""

    account: Ref[Account] = Field(description="The account.", examples=["40012"])
    address: PostalAddress = Field(
        description="The new address.",
        examples=[{"line1": "9 Elm Street", "locality": "Harlow", "region": "XM"}],
    )
    effective_date: date = Field(
        description="The first day on which it is used.", examples=["2026-06-15"]
    )
    applies_to: AppliesTo = Field(
        AppliesTo.MAILING_AND_BILLING,
        description="What goes to the new address.",
        examples=["mailing_and_billing"],
    )


class AddressChanged(Result):
    """From when the address holds, and whether it was found to be complete."""

    account: str
    starts_on: date
    is_checked: bool


@register
class ChangeAddress(Operation[ChangeAddressAsk, AddressFacts, AddressChanged]):
    """Send an account's bills and letters to a new address, and tell the old and the new one."""

    name = "parties.change_address"
    needs = Needs(level=V2, standing=holder("account"), authority=None, automated=True)
    retention = "customer_7y"

    def gather(self, ask: ChangeAddressAsk) -> AddressFacts:
        usages = USAGES.get(ask.applies_to, ())
        return address_facts(self.actor, ask.account, ask.address, usages, ask.effective_date)

    def decide(self, ask: ChangeAddressAsk, facts: AddressFacts) -> Decision:
        return may_change_address(
            facts=facts,
            effective_date=ask.effective_date,
            applies_to=ask.applies_to,
            today=self.today,
        )

    def execute(
        self, ask: ChangeAddressAsk, facts: AddressFacts, decision: Decision
    ) -> AddressChanged:
        account = Account.objects.get(number=ask.account)
        usages = USAGES[ask.applies_to]
        old = [address_of(ask.account, usage, ask.effective_date) for usage in usages]
        for usage in usages:
            keep_address(account, usage, ask.address, ask.effective_date, self.now)
        new = address_of(ask.account, usages[0], ask.effective_date)
        self.record(f"account:{ask.account}")
        for kind, place, letter in letters_about_move(ask.account, [*old, new], self.today):
            self.queue(kind=kind, payload=letter, key=f"address:{self.act}:{place}")
        return AddressChanged(
            account=ask.account, starts_on=ask.effective_date, is_checked=facts.fits
        )

    def verify(self, ask: ChangeAddressAsk, facts: AddressFacts, result: AddressChanged) -> None:
        for usage in USAGES[ask.applies_to]:
            now = address_of(ask.account, usage, ask.effective_date)
            ensure(now is not None and now.line1 == ask.address.line1, "the new address holds")
