"""The tables of what happens after a sale: returns, papers of a purchase, credit memos."""

from makegood.domains.aftersales.models.cheaper import lock_line_cheaper, lock_line_matched
from makegood.domains.aftersales.models.credits import CreditLine, CreditMemo
from makegood.domains.aftersales.models.exchanges import Exchange
from makegood.domains.aftersales.models.facts import (
    lock_line_to_return,
    lock_return,
    open_on,
    progress_of,
)
from makegood.domains.aftersales.models.freight import BilledParcel, CarrierBill, lock_bill
from makegood.domains.aftersales.models.gifts import lock_gift
from makegood.domains.aftersales.models.keeping import (
    lock_found,
    lock_line_to_keep,
    lock_photo,
    lock_return_to_judge,
    photos_with,
)
from makegood.domains.aftersales.models.kept import (
    PRICE_DROP,
    PRICE_MATCH,
    Allowance,
    FoundItem,
    PhotoLook,
)
from makegood.domains.aftersales.models.owned import (
    known_unit,
    lock_repair,
    owners_of_lot,
    share_facts,
    transfer_facts,
    unit_facts,
)
from makegood.domains.aftersales.models.papers import Invoice, KeptLine, KeptPaper
from makegood.domains.aftersales.models.parcels import Parcel, lock_parcel, look_for_returns
from makegood.domains.aftersales.models.plans import CancelledPlan
from makegood.domains.aftersales.models.rows import Grade, Inspection, Return, ReturnReason
from makegood.domains.aftersales.models.swapping import (
    lock_exchange,
    lock_line_to_exchange,
    lock_unit_to_replace,
    lock_unwanted,
)
from makegood.domains.aftersales.models.trials import (
    Custody,
    ProductTest,
    Sample,
    TestNotice,
    faults_of_lot,
    lock_test,
)
from makegood.domains.aftersales.models.units import Repair, Unit
from makegood.domains.aftersales.models.unpaid import Owing, once_more, payable_again

__all__ = [
    "PRICE_DROP",
    "PRICE_MATCH",
    "Allowance",
    "BilledParcel",
    "CancelledPlan",
    "CarrierBill",
    "CreditLine",
    "CreditMemo",
    "Custody",
    "Exchange",
    "FoundItem",
    "Grade",
    "Inspection",
    "Invoice",
    "KeptLine",
    "KeptPaper",
    "Owing",
    "Parcel",
    "PhotoLook",
    "ProductTest",
    "Repair",
    "Return",
    "ReturnReason",
    "Sample",
    "TestNotice",
    "Unit",
    "faults_of_lot",
    "known_unit",
    "lock_bill",
    "lock_exchange",
    "lock_found",
    "lock_gift",
    "lock_line_cheaper",
    "lock_line_matched",
    "lock_line_to_exchange",
    "lock_line_to_keep",
    "lock_line_to_return",
    "lock_parcel",
    "lock_photo",
    "lock_repair",
    "lock_return",
    "lock_return_to_judge",
    "lock_test",
    "lock_unit_to_replace",
    "lock_unwanted",
    "look_for_returns",
    "once_more",
    "open_on",
    "owners_of_lot",
    "payable_again",
    "photos_with",
    "progress_of",
    "share_facts",
    "transfer_facts",
    "unit_facts",
]
