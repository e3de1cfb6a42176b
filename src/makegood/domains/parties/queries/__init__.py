"""Answer questions about customers: who they are, who may act for them, how they are reached."""

from makegood.domains.parties.queries import own_records
from makegood.domains.parties.queries.accounts import (
    AccountCard,
    AddressCard,
    ContactCard,
    PartyCard,
    account_of,
    accounts_of,
    address_of,
    find_parties,
    is_authorised,
    names_of,
    own_rights,
    party_card,
    recent_address_change,
    rights_on,
)
from makegood.domains.parties.queries.contact import mailboxes_of
from makegood.domains.parties.queries.identity import (
    FoundParty,
    Known,
    claimed_in,
    find_by_reference,
    is_locked,
    known_in,
    level_of,
)
from makegood.domains.parties.queries.proofs import Proof, last_proof, waits_for_code
from makegood.domains.parties.queries.reach import (
    Reach,
    contact_point_for,
    letter_to,
    may_contact,
    post_to,
)

__all__ = [
    "AccountCard",
    "AddressCard",
    "ContactCard",
    "FoundParty",
    "Known",
    "PartyCard",
    "Proof",
    "Reach",
    "account_of",
    "accounts_of",
    "address_of",
    "claimed_in",
    "contact_point_for",
    "find_by_reference",
    "find_parties",
    "is_authorised",
    "is_locked",
    "known_in",
    "last_proof",
    "letter_to",
    "level_of",
    "mailboxes_of",
    "may_contact",
    "names_of",
    "own_records",
    "own_rights",
    "party_card",
    "post_to",
    "recent_address_change",
    "rights_on",
    "waits_for_code",
]
