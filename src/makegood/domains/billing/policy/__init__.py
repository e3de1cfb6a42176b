"""What may be done with money, and by which rule of the books, decided from facts alone."""

from makegood.domains.billing.policy.booking import loaded, received, sent_back, taken_back
from makegood.domains.billing.policy.clauses import amount_in, clause, tender_word
from makegood.domains.billing.policy.counters import (
    DrawerFacts,
    goes_back_in_cash,
    may_close,
    may_open,
)
from makegood.domains.billing.policy.refunding import (
    EarlierRefund,
    LegFacts,
    OpenChargeback,
    RefundFacts,
    SettlementFacts,
    back_by,
    may_refund,
    may_reissue,
    may_settle,
)
from makegood.domains.billing.policy.taking import (
    AccountPayment,
    HeldMoney,
    PaymentFacts,
    may_apply,
    may_give_back,
    may_move,
    may_return,
    may_take,
    returned,
)

__all__ = [
    "AccountPayment",
    "DrawerFacts",
    "EarlierRefund",
    "HeldMoney",
    "LegFacts",
    "OpenChargeback",
    "PaymentFacts",
    "RefundFacts",
    "SettlementFacts",
    "amount_in",
    "back_by",
    "clause",
    "goes_back_in_cash",
    "loaded",
    "may_apply",
    "may_close",
    "may_give_back",
    "may_move",
    "may_open",
    "may_refund",
    "may_reissue",
    "may_return",
    "may_settle",
    "may_take",
    "received",
    "returned",
    "sent_back",
    "taken_back",
    "tender_word",
]
