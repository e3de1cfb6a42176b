"""The acts around dealers and their claims, each in its file; here what several of them do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from pydantic import JsonValue

from makegood.core.acting import Leaving
from makegood.core.actor import Actor, ActorKind, Channel
from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import who_approves
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.statements import Article, Sayable, Statement
from makegood.core.times_of_day import evening_of, first_minute, morning_of
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.dealers import policy, queries, telling
from makegood.domains.dealers.checking import Checked, Ground
from makegood.domains.dealers.models import AuditFlag, ClaimLine, DealerClaim, PartReturn
from makegood.domains.dealers.models.claims import JUDGED
from makegood.domains.dealers.models.signing import (
    WorksheetSignature,
    signed_before,
    take_over,
)
from makegood.domains.dealers.models.submitting import Submission, lot_fault
from makegood.domains.dealers.policy.claims import Clocks
from makegood.domains.dealers.telling import about, dlr
from makegood.domains.documents.operations.file_document import FileDocument, FileDocumentAsk
from makegood.domains.ledger import postings
from makegood.domains.ledger.models import Entry
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import party_card
from makegood.handbook import book


def who_agrees(actor: Actor) -> bool:
    """Whether somebody may agree terms with a dealer: who approves, and the company itself."""
    return actor.kind is ActorKind.SYSTEM or who_approves(actor.role)


def letter(number: str, to: str, notice: str, says: Iterable[Statement]) -> SendNoticeAsk:
    """A notice to a dealer about a claim, with these sentences, and whom to ask."""
    contact = book().company.department("dealer_affairs").contact
    return SendNoticeAsk.about(
        f"dealer_claim:{number}", to=to, notice=notice, says=says, purpose="legal",
        number=number, contact=contact,
    )  # fmt: skip


def book_approved(act: Leaving, claim: DealerClaim, extra: Money, how: str = "approved") -> None:
    """J22: so much more of a claim is owed to the dealer, by a decision or signed for."""
    if not extra:
        return
    claim.booked_cents += extra.cents
    posting = postings.claim_approved(extra, party=claim.dealer.party, about=claim.ref)
    entry = Entry.of(
        posting, source=f"{claim.ref}:{how}:{claim.booked_cents}", on=act.today,
        memo=f"Dealer claim {claim.number}",
    )  # fmt: skip
    act.record(f"entry:{entry.number}")


def grounds_kept(grounds: Iterable[Ground]) -> list[dict[str, object]]:
    """Grounds as they are kept with a line."""
    return [
        {
            "reason": one.reason,
            "says": asdict(one.says),
            "cure": asdict(one.cure) if one.cure else None,
        }
        for one in grounds
    ]


def keep_checked(claim: DealerClaim, checked: Checked, judged: Mapping[int, Money]) -> None:
    """Keep with each line what is allowed of it and why; a line that stands keeps its reasons."""
    found = {one.line.place: one for one in checked.lines}
    for row in claim.lines.all():
        one = found[row.place]
        amount = judged.get(row.place, one.allowed)
        is_settled = row.agreed_at is not None or row.rule in JUDGED
        if is_settled and row.place not in judged:
            continue
        row.allowed_cents = amount.cents
        row.allowed_hours = one.hours
        row.rule = "judged" if row.place in judged else one.rule
        row.grounds = grounds_kept(one.grounds) if amount != one.claimed else []
        row.save(update_fields=["allowed_cents", "allowed_hours", "rule", "grounds"])


def follow_submission(
    act: Leaving, claim: DealerClaim, facts: Submission, coming_back: Sequence[ClaimLine],
    papers: Iterable[str],
) -> date:  # fmt: skip
    """What follows when a claim is taken: its papers filed, parts asked back, clocks, a letter.

    Answers until when it is decided. A claim with a question waits for the dealer, not for us.
    """
    on, checked = act.today, facts.checked
    days = policy.clocks(on)
    keep_checked(claim, checked, {})
    told = [dlr(1, "taken", on, number=claim.number)]
    for sha256 in papers:
        file_with(act, claim, facts.party, sha256)
    if checked.question is None:
        pays = {one.line.place for one in checked.lines if one.allowed}
        known = lot_fault(facts.repair)
        asked_back = [line for line in coming_back if line.place in pays]
        told += [known] if known and asked_back else [_ask_back(act, one) for one in asked_back]
    if checked.question is not None:
        act.release_promise("dealer_decision", claim.ref)
        if checked.question.reason == "repeat_repair":
            told.append(_ask_customer(act, claim, facts))
    else:
        _wind(act, claim, facts.party, days)
        _have_flagged_looked_at(act, claim, days.decide_by)
    for sentence in told:
        act.tell(sentence)
    notice = "dealer_claim_returned" if checked.question else "dealer_claim_taken"
    asked = [checked.question.says] if checked.question else telling.lines_told(checked, on)
    due = [] if checked.question else [dlr(15, "due", on, due=days.decide_by)]
    act.run(SendNotice, letter(claim.number, facts.party, notice, [*asked, *told[1:], *due]))
    act.record(claim.ref)
    return days.decide_by


def decided(act: Leaving, claim: DealerClaim, decision: str, total: Money) -> None:
    """Keep that a claim is decided, book what is owed, and have it paid when it is time.

    What was booked before, for a claim that was opened again, is not booked twice.
    """
    claim.decided_at, claim.decided_by, claim.decision = act.now, act.actor.name, decision
    before = Money(claim.booked_cents, claim.currency)
    book_approved(act, claim, max(total - before, Money.zero(claim.currency)))
    claim.save()
    act.keep_promise("dealer_decision", claim.ref)
    _stop_clocks(act, claim)
    if claim.booked_cents > claim.paid_cents:
        pay_later(act, claim, decision == "approved")
    act.record(claim.ref)


def pay_later(act: Leaving, claim: DealerClaim, at_once: bool) -> None:
    """Have a claim paid: now when both sides agree, else on the day before the law's last."""
    on = act.today
    day = on + timedelta(days=book().clause("DLR-16", on=on).whole("pay_on_day"))
    due, left = policy.pay_by(on), Money(claim.booked_cents - claim.paid_cents, claim.currency)
    act.release_promise("dealer_payment", claim.ref)
    act.promise(
        "dealer_payment", subject=claim.ref, party=claim.dealer.party, due=evening_of(due),
        sentence=dlr(16, "promised", on, amount=left, due=due),
    )  # fmt: skip
    at = act.now if at_once else morning_of(day)
    key = f"pay:{claim.number}:{claim.booked_cents}:{at.isoformat()}"
    act.later("dealers.pay_claim", {"claim": claim.number}, at=at, key=key)
    act.check_later("dealers.claim_paid", subject=claim.ref, due=evening_of(due))


def agreed(
    act: Leaving, claim: DealerClaim, extra: Money, *, at_once: bool, how: str = "approved"
) -> None:
    """Book what is allowed beyond what was decided before, and have it paid when it is time."""
    book_approved(act, claim, extra, how)
    claim.save(update_fields=["booked_cents"])
    if claim.booked_cents > claim.paid_cents and (extra or at_once):
        pay_later(act, claim, at_once)
    act.record(claim.ref)


def put_name(act: Leaving, facts: policy.SigningFacts, side: policy.Side) -> bool:
    """Sign for a side; answers whether both have, and then what was offered is owed and paid."""
    claim, extra = DealerClaim.objects.get(number=facts.record.number), facts.extra
    WorksheetSignature.objects.update_or_create(
        claim=claim, side=side, seal=facts.seal,
        defaults={"signed_at": act.now, "signed_by": _name(act.actor, side)[:80]},
    )  # fmt: skip
    act.record(claim.ref)
    other = policy.Side.COMPANY if side is policy.Side.DEALER else policy.Side.DEALER
    if not facts.has_signed(other):
        return False
    take_over(claim)
    agreed(act, claim, extra, at_once=facts.is_whole, how="signed")
    told = dlr(19, "agreed", act.today, total=facts.total, extra=extra)
    notice = "dealer_claim_agreed" if facts.is_whole else "dealer_claim_answered"
    act.run(SendNotice, letter(claim.number, facts.record.party, notice, [told]))
    return True


def ensure_signed(facts: policy.SigningFacts, *, is_both: bool) -> None:
    """Ensure that what was agreed is posted once both sides signed, and nothing of it before."""
    sheet, number = queries.worksheet_of(facts.record.number), facts.record.number
    due = facts.extra if is_both else Money.zero(facts.extra.currency)
    posted = signed_before(number, facts.extra.currency) - facts.signed_before
    ensure(posted == due, "with both signatures what is agreed is posted, and nothing with one")
    ensure(not (is_both and sheet.extra), "and it is allowed")


def _name(actor: Actor, side: policy.Side) -> str:
    """Whose name a signature is: ours, or the dealer's with where it was given."""
    if side is policy.Side.COMPANY:
        return actor.name
    return f"{actor.party} ({actor.channel}:{actor.conversation or actor.name})"


def reopen(act: Leaving, claim: DealerClaim, party: str) -> None:
    """Open a decided claim again whose part came after all: its days begin anew.

    Who decided and when it was paid stay with it until it is decided and paid anew.
    """
    claim.decided_at, claim.decision = None, ""
    claim.received_at = act.now
    claim.save()
    _wind(act, claim, party, policy.clocks(act.today))


def _stop_clocks(act: Leaving, claim: DealerClaim) -> None:
    """What was to be done if nobody decided is not done any more."""
    due = policy.clocks(local(claim.received_at).date()).decide_by
    for name in ("alert", "silence"):
        act.call_off(f"{name}:{claim.number}:{due}")


def _wind(act: Leaving, claim: DealerClaim, party: str, days: Clocks) -> None:
    ask: dict[str, JsonValue] = {"claim": claim.number}
    act.promise(
        "dealer_decision", subject=claim.ref, party=party, due=evening_of(days.decide_by),
        sentence=dlr(15, "due", act.today, due=days.decide_by),
    )  # fmt: skip
    key = f"{claim.number}:{days.decide_by}"
    act.later("dealers.alert_claim", ask, at=morning_of(days.alert_on), key=f"alert:{key}")
    at = first_minute(days.silent_on)
    act.later("dealers.approve_by_silence", ask, at=at, key=f"silence:{key}")


def _have_flagged_looked_at(act: Leaving, claim: DealerClaim, due: date) -> None:
    """Tell the managers of a claim whose dealer is flagged for audit; nothing waits for that."""
    flag = AuditFlag.standing([claim.dealer.number], act.today).first()
    if flag is None:
        return
    named: dict[str, Sayable] = {"dealer": claim.dealer.number, "reasons": flag.named}
    body = dlr(24, "look", act.today, number=claim.number, due=due, **named)
    mail = {
        "to": book().company.supervisor_mail, "notice": "flagged_claim",
        "subject": f"Dealer claim {claim.number}: flagged dealer", "body": body.text("en"),
    }  # fmt: skip
    act.queue(kind="mail", payload=mail, key=f"flagged:{claim.number}:{due}")


def _ask_back(act: Leaving, line: ClaimLine) -> Statement:
    days = book().clause("DLR-12", on=act.today).whole("return_days")
    due = act.today + timedelta(days=days)
    tag = PartReturn.objects.create(
        number=next_number("TAG"), line=line, ordered_at=act.now, due_on=due
    )
    named: dict[str, Sayable] = {"tag": tag.number, "part": Article(line.code), "last_day": due}
    return dlr(12, "asked", act.today, **named)


def _ask_customer(act: Leaving, claim: DealerClaim, facts: Submission) -> Statement:
    """Ask whoever owns the piece whether it was repaired again; else ask the dealer who it is."""
    unit = facts.repair.unit
    if unit is None or not unit.owner:
        return dlr(17, "owner", act.today)
    named: dict[str, Sayable] = {
        "model": Article(unit.model), "dealer": party_card(facts.party).name,
        "on": claim.repaired_on,
    }  # fmt: skip
    asked = dlr(17, "customer", act.today, **named)
    notice = SendNoticeAsk.about(
        claim.ref, to=unit.owner, notice="dealer_repair_asked", says=[asked], number=claim.number
    )
    act.run(SendNotice, notice)
    return about(claim.number, "customer_asked")


def file_with(act: Leaving, claim: DealerClaim, party: str, sha256: str) -> None:
    """File kept bytes with a claim; NotFound for bytes that were never kept."""
    way = "portal" if act.actor.channel is Channel.PORTAL else "desk"
    filed = FileDocumentAsk(
        sha256=sha256, type="dealer-claim", title=f"Claim {claim.number}, {claim.ro_no}",
        party=Ref[Party](party), subject=claim.ref, source=f"{way}:{act.actor.name}"[:200],
    )  # fmt: skip
    act.run(FileDocument, filed)
