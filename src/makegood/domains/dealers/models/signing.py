"""Keep who signed the worksheet of a claim, for which side, and what exactly was signed (C32)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import models

from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.domains.dealers.models.claims import ClaimLine, DealerClaim
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.policy.signing import Signed, SigningFacts, is_counting
from makegood.domains.ledger import queries as ledger


class WorksheetSignature(models.Model):
    """A side's signature on the worksheet as its seal says; another sheet has another seal."""

    claim = models.ForeignKey(DealerClaim, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=8)
    seal = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "side", "seal"], name="one_signature_a_side")
        ]


def lock_worksheet(number: str, today: date) -> SigningFacts:
    """A claim's worksheet, locked: what is to be signed, and who signed it already. NotFound."""
    record = lock_claim(number, today)
    found = SigningFacts(record, (), frozenset(), signed_before(number, record.booked.currency))
    rows = WorksheetSignature.objects.filter(claim__number=number, seal=found.seal)
    signed = [Signed(one.side, local(one.signed_at).date(), one.signed_by) for one in rows]
    offered = ClaimLine.objects.filter(claim__number=number).exclude(answered_by="")
    by = frozenset(offered.values_list("answered_by", flat=True))
    counting = tuple(one for one in signed if is_counting(one.side, one.on, today))
    return replace(found, signed=counting, offered_by=by)


def signed_before(number: str, currency: str) -> Money:
    """What both signatures added to a claim so far, as it was posted."""
    entries = ledger.entries_of(f"dealer_claim:{number}:signed")
    lines = [line.amount for entry in entries for line in entry.lines]
    return sum_of([amount for amount in lines if amount.cents > 0], currency)


def take_over(claim: DealerClaim) -> None:
    """Allow of each agreed line what was offered for it."""
    for row in claim.lines.filter(agreed_at__isnull=False, offered_cents__isnull=False):
        row.allowed_cents = max(row.allowed_cents, row.offered_cents or 0)
        row.save(update_fields=["allowed_cents"])
