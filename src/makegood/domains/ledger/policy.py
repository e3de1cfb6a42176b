"""Decide whether an entry may be posted by hand or reversed, a period closed, returns expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Use, allow, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Figure, Statement
from makegood.domains.ledger.estimating import Terms, ToCome
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as far as its reversal is concerned; `turnover` is the sum of its debits."""

    number: str
    month: str
    is_month_open: bool
    turnover: Money
    reversal_of: str | None
    reversed_by: str | None


@dataclass(frozen=True, slots=True)
class ManualFacts:
    """An entry that somebody wants posted; `kept_by_acts` are those of its accounts that acts keep.

    `corrects` is the month that it corrects, if it says so.
    """

    debits: Money
    credits: Money
    kept_by_acts: tuple[str, ...]
    on: date
    month: str
    is_month_open: bool
    corrects: str | None
    is_corrected_open: bool


@dataclass(frozen=True, slots=True)
class ExpectedFacts:
    """What is expected to come back of `sales` at a month's end, and whether it is to be posted."""

    month: str
    last_day: date
    is_due: bool
    sales: Money
    expected: ToCome

    @property
    def is_posted(self) -> bool:
        """Whether an entry comes of it."""
        return self.is_due and bool(self.expected.refunds)


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month of the books, and whether they stand as they must before it is closed."""

    month: str
    last_day: date
    is_open: bool
    is_balanced: bool


def may_post(facts: ManualFacts, *, today: date) -> Decision:
    """By hand only what balances, in an open month, and nothing that a subledger would miss.

    A second person approves each one (C06).
    """
    source = "rule:C18"
    told: list[Statement] = []
    if facts.debits != facts.credits:
        by = facts.debits - facts.credits
        told.append(say(source, "ledger.differs_by", debits=facts.debits, credits=facts.credits,
                        difference=max(by, -by)))  # fmt: skip
    if facts.kept_by_acts:
        kept = ", ".join(facts.kept_by_acts)
        told.append(say(source, "ledger.kept_by_acts", accounts=kept))
    if facts.on > today:
        told.append(say(source, "ledger.not_yet", day=facts.on))
    elif not facts.is_month_open:
        told.append(say(source, "ledger.post_today", month=facts.month))
    if facts.corrects and facts.is_corrected_open:
        told.append(say(source, "ledger.is_open", month=facts.corrects))
    if told:
        return refuse("policy_denied", says=told)
    return allow(
        says=[say(source, "ledger.posts", amount=facts.debits, day=facts.on)],
        figures=[Figure(name="turnover", amount=facts.debits)],
        uses=Use(kind="manual_journal", amount=facts.debits),
    )


def may_reverse(facts: EntryFacts) -> Decision:
    """A second person approves every reversal, and knows when it touches a closed period (C06).

    An entry is reversed once; a reversal is not reversed, the event is posted anew instead.
    """
    source = f"entry:{facts.number}"
    if facts.reversed_by:
        told = say(source, "ledger.already_reversed", entry=facts.number, by=facts.reversed_by)
        return refuse("policy_denied", says=[told])
    if facts.reversal_of:
        told = say(source, "ledger.is_a_reversal", entry=facts.number, of=facts.reversal_of)
        return refuse("policy_denied", says=[told])
    kind = "manual_journal" if facts.is_month_open else "closed_period_reversal"
    sentence = "ledger.reverses" if facts.is_month_open else "ledger.reverses_closed"
    return allow(
        says=[say(source, sentence, entry=facts.number, month=facts.month)],
        figures=[Figure(name="turnover", amount=facts.turnover)],
        uses=Use(kind=kind, amount=facts.turnover, subject=source),
    )


def may_close(facts: MonthFacts, *, approves: bool, today: date) -> Decision:
    """Whoever may approve may close a month that is over and in balance."""
    source = f"period:{facts.month}"
    if not approves:
        return refuse("not_authorised", says=[say(source, "ledger.who_closes", month=facts.month)])
    if not facts.is_open:
        return refuse("policy_denied", says=[say(source, "ledger.is_closed", month=facts.month)])
    if today <= facts.last_day:
        told = say(source, "ledger.not_over", month=facts.month, last_day=facts.last_day)
        return refuse("policy_denied", says=[told])
    if not facts.is_balanced:
        return refuse("policy_denied", says=[say(source, "ledger.unbalanced", month=facts.month)])
    return allow(says=[say(source, "ledger.closes", month=facts.month)])


def terms_of_returns(on: date) -> Terms:
    """By which figures of BKS-1 returns to come are estimated."""
    rule = book().clause("BKS-1", on=on)
    least = Money.parse(f"{rule.decimal('least_sales'):.2f} {book().company.currency}")
    return Terms(rule.decimal("usual_percent"), least, rule.decimal("worth_percent"))


def days_of_returns(on: date) -> tuple[int, int]:
    """For how many days goods may come back (RET-2), and over how many it is measured."""
    return book().clause("RET-2", on=on).whole("days"), (
        book().clause("BKS-1", on=on).whole("measured_days")
    )


def returns_expected(facts: ExpectedFacts) -> Decision:
    """What is expected is posted once for each month that is over. Source: C18."""
    rule, expected = book().clause("BKS-1", on=facts.last_day), facts.expected
    if not facts.is_posted:
        return allow(says=[say(rule, "nothing", month=facts.month)])
    told = say(
        rule, "expected", month=facts.month, refunds=expected.refunds, sales=facts.sales,
        percent=expected.percent, goods=expected.goods,
    )  # fmt: skip
    return allow(says=[told])


def reconciled(balance: Money, differing: int) -> Decision:
    """Anybody of the company may compare; what it showed is told. Source: C18."""
    if balance or differing:
        told = say("rule:C18", "ledger.differs", balance=balance, accounts=differing)
        return allow(says=[told])
    return allow(says=[say("rule:C18", "ledger.agrees")])
