"""What may be done about returns, disputed invoices and their papers, decided from facts alone."""

from makegood.domains.aftersales.policy.disputes import (
    may_compare,
    may_credit_invoice,
    may_file,
    may_record_invoice,
)
from makegood.domains.aftersales.policy.returns import (
    EarlierReturn,
    ReturnFacts,
    ReturnRecord,
    may_cancel,
    may_expire,
    may_go_on,
    may_receive,
    may_refund,
    may_return,
)
from makegood.domains.aftersales.policy.warranties import (
    WHOLE,
    RepairFacts,
    UnitFacts,
    is_remedy_due,
    may_authorise_repair,
    may_record_repair,
    may_register,
    may_tell_cover,
    war,
)

__all__ = [
    "WHOLE",
    "EarlierReturn",
    "RepairFacts",
    "ReturnFacts",
    "ReturnRecord",
    "UnitFacts",
    "is_remedy_due",
    "may_authorise_repair",
    "may_cancel",
    "may_compare",
    "may_credit_invoice",
    "may_expire",
    "may_file",
    "may_go_on",
    "may_receive",
    "may_record_invoice",
    "may_record_repair",
    "may_refund",
    "may_register",
    "may_return",
    "may_tell_cover",
    "war",
]
