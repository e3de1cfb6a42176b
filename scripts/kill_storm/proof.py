"""Prove after the storm that nothing was lost and nothing done twice, here and outside.

A program of its own on the company's settings; reads what the clients were told, prints findings.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from makegood.config.premises import ThisMachine
from scripts.kill_storm.people import LOOKED_AT

LEGS = [("gift", 6554), ("card", 68490)]
NOTICES = [
    "return_accepted", "return_label", "return_opened", "return_received", "return_refunded",
]  # fmt: skip


def main(place: str) -> None:
    """Compare what the clients were told with what is kept, and print the findings."""
    ThisMachine(Path(place)).open()
    told = json.load(sys.stdin)
    findings: list[str] = []
    figures = {
        **_books(findings),
        **_refunds(told["refunds"], findings),
        **_mails(told["refunds"], findings),
        **_nothing_stuck(findings),
        **_nothing_lost(told, findings),
    }
    print(json.dumps({"figures": figures, "findings": findings}))


def _books(findings: list[str]) -> dict[str, Any]:
    from makegood.core import journal
    from makegood.core.models import JournalRow
    from makegood.domains.cases.models import Case
    from makegood.domains.ledger.queries import trial_balance_sum

    chain, balance = journal.verify(), trial_balance_sum()
    if not chain.is_intact:
        findings.append(f"journal row {chain.broken_at}: {chain.reason}")
    if balance.cents:
        findings.append(f"the trial balance is {balance}")
    for case in Case.objects.filter(summary__startswith=LOOKED_AT):
        findings.append(f"{case.number} came of a preview")
    for row in JournalRow.objects.filter(status="broken"):
        findings.append(f"our fault at row {row.seq}: {(row.payload or {}).get('note', '')[:300]}")
    return {"journal_rows": chain.rows, "journal_intact": chain.is_intact,
            "trial_balance_cents": balance.cents}  # fmt: skip


def _refunds(asked: list[dict[str, str]], findings: list[str]) -> dict[str, Any]:
    """Each refund once in our records, once in the ledger, once at the provider."""
    from makegood.adapters.payments.simulated.models import Movement
    from makegood.domains.billing import queries as billing
    from makegood.domains.ledger import queries as ledger

    card_legs: dict[str, int] = {}
    for one in asked:
        found = billing.refunds_from(f"return:{one['return']}")
        if [refund.number for refund in found] != [one["refund"]]:
            findings.append(f"{one['return']}: refunds {[refund.number for refund in found]}")
            continue
        (refund,) = found
        if [(leg.tender, leg.amount.cents) for leg in refund.legs] != LEGS:
            findings.append(f"{refund.number}: its parts are {refund.legs}")
        if refund.state != "settled":
            findings.append(f"{refund.number} is {refund.state}")
        for leg in refund.legs:
            sent = ledger.entries_of(f"refund:{leg.number}:sent")
            if len(sent) != 1:
                findings.append(f"{leg.number}: {len(sent)} entries in the ledger")
            if leg.tender == "card":
                card_legs[leg.number] = leg.amount.cents
    moved = {one.key: one for one in Movement.objects.filter(kind="refund")}
    if {key: one.amount_cents for key, one in moved.items()} != card_legs:
        findings.append(f"the provider moved {sorted(moved)} and we asked for {sorted(card_legs)}")
    twice = sum(one.times_asked > 1 for one in moved.values())
    return {"refunds": len(asked), "refunds_at_the_provider": len(moved),
            "cents_at_the_provider": sum(one.amount_cents for one in moved.values()),
            "provider_was_asked_twice_and_paid_once": twice}  # fmt: skip


def _mails(asked: list[dict[str, str]], findings: list[str]) -> dict[str, Any]:
    """Each mail of Tom's story once in his mailbox; none that no act asked for; none missing."""
    from makegood.adapters.channels.simulated.models import Arrived
    from makegood.core.models import Effect

    queued = {one.key: one for one in Effect.objects.filter(kind__in=("mail", "text", "letter"))}
    arrived = list(Arrived.objects.all())
    for tom in asked:
        own = [one.key for one in arrived if one.to == tom["mail"]]
        notices = sorted(str(queued[key].payload.get("notice")) for key in own if key in queued)
        told = [notice for notice in notices if notice != "verification_code"]
        if told != NOTICES:
            findings.append(f"{tom['mail']} has {told}")
    strangers = {one.key for one in arrived} - queued.keys()
    unsent = {key for key, one in queued.items() if one.delivered_at} - {o.key for o in arrived}
    twice = [key for key, many in Counter(one.key for one in arrived).items() if many > 1]
    for what, keys in (("asked by no act", strangers), ("missing", unsent), ("twice", twice)):
        if keys:
            findings.append(f"mail {what}: {sorted(keys)[:20]}")
    again = sum(one.attempt > 1 for one in queued.values())
    return {"messages_outside": len(arrived), "messages_tried_again": again}


def _nothing_stuck(findings: list[str]) -> dict[str, Any]:
    from makegood.core import clock, promises
    from makegood.core.models import Check, Effect, Job

    now = clock.now()
    due = Job.objects.filter(done_at=None, dead_at=None, run_at__lte=now)
    stuck = [f"effect {one.key}: {one.last_error}" for one in Effect.objects.filter(
        delivered_at=None)]  # fmt: skip
    stuck += [f"job {one.key}: {one.last_error}" for one in due]
    stuck += [f"dead job {one.key}: {one.last_error}" for one in Job.objects.exclude(dead_at=None)]
    for one in Check.objects.exclude(failed_at=None):
        stuck.append(f"check {one.name} of {one.subject}: {one.finding}")
    stuck += [
        f"promise {one.kind} of {one.subject} is open"
        for one in promises.open_promises()
        if one.kind in ("refund", "return_label")
    ]
    findings += stuck
    effects = Effect.objects.count()
    return {"effects": effects, "effects_stuck": len(stuck), "jobs": Job.objects.count(),
            "effects_tried_again": Effect.objects.filter(attempt__gt=1).count()}  # fmt: skip


def _nothing_lost(told: dict[str, Any], findings: list[str]) -> dict[str, Any]:
    """What a client was told stands in the journal once, and says the same."""
    from makegood.core.models import JournalRow
    from makegood.domains.conversations.models import Event

    for one in told["outcomes"]:
        rows = list(JournalRow.objects.filter(key=one["key"]))
        kept = [(row.seq, (row.payload or {}).get("outcome", {}).get("result")) for row in rows]
        if kept != [(one["journal"], one["result"])]:
            findings.append(f"{one['operation']} {one['key']}: told {one}, kept {kept}")
    for conversation, said in told["messages"]:
        stored = Event.objects.filter(conversation__number=conversation, external_id=said)
        if stored.count() != 1:
            findings.append(f"{conversation} {said}: stored {stored.count()} times")
            continue
        answers = Event.objects.filter(
            conversation__number=conversation, answers=stored.get().sequence
        )
        if answers.count() != 1:
            findings.append(f"{conversation} {said}: answered {answers.count()} times")
    return {"outcomes_acknowledged": len(told["outcomes"]),
            "messages_acknowledged": len(told["messages"])}  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
