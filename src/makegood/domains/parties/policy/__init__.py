"""Decide about customers' own records: pure, from facts and the handbook alone."""

from makegood.domains.parties.policy.contact import (
    ConsentFacts,
    ContactFacts,
    OptOutFacts,
    is_contact_allowed,
    may_capture_consent,
    may_revoke_consent,
    may_update_contact_point,
    stopped_channels,
)
from makegood.domains.parties.policy.identity import (
    AnswerFacts,
    Claimed,
    ClaimFacts,
    CodeFacts,
    CodePoint,
    is_old_enough,
    may_accept_document,
    may_answer_factor,
    may_claim_identity,
    may_send_code,
    point_for_code,
    usable_from,
)
from makegood.domains.parties.policy.people import (
    AuthorityFacts,
    RegisterFacts,
    may_grant_authority,
    may_register_party,
    may_revoke_authority,
)
from makegood.domains.parties.policy.places import AddressFacts, may_change_address

__all__ = [
    "AddressFacts",
    "AnswerFacts",
    "AuthorityFacts",
    "ClaimFacts",
    "Claimed",
    "CodeFacts",
    "CodePoint",
    "ConsentFacts",
    "ContactFacts",
    "OptOutFacts",
    "RegisterFacts",
    "is_contact_allowed",
    "is_old_enough",
    "may_accept_document",
    "may_answer_factor",
    "may_capture_consent",
    "may_change_address",
    "may_claim_identity",
    "may_grant_authority",
    "may_register_party",
    "may_revoke_authority",
    "may_revoke_consent",
    "may_send_code",
    "may_update_contact_point",
    "point_for_code",
    "stopped_channels",
    "usable_from",
]
