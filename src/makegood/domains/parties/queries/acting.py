"""Gather who acts for whom on an account, and who hears when that changes."""

from __future__ import annotations

from makegood.core.outcome import NotFound
from makegood.domains.parties.models import AccountRole, Party, Role
from makegood.domains.parties.policy import AuthorityFacts
from makegood.domains.parties.queries.accounts import rights_on
from makegood.domains.parties.queries.reach import Reach, contact_point_for


def authority_facts(account: str, grantee: str) -> AuthorityFacts:
    """Who may act on an account, and what the named party is on it. Raises NotFound."""
    rights = rights_on(account)
    roles = list(
        AccountRole.objects.select_for_update()
        .filter(account__number=account, revoked_at=None)
        .order_by("pk")
        .values_list("party__number", "role")
    )
    party = Party.objects.filter(number=grantee).first()
    if party is None:
        raise NotFound("party", grantee)
    mine = {role for number, role in roles if number == grantee}
    return AuthorityFacts(
        rights=rights,
        grantee=party.number,
        grantee_name=party.name,
        is_holder=bool(mine & {Role.HOLDER, Role.JOINT}),
        has_authority=Role.AUTHORISED in mine,
    )


def parties_told(account: str, grantee: str) -> list[Reach]:
    """The holder's and the named party's contact points of record: both hear of a change."""
    holder = AccountRole.objects.select_related("party").get(
        account__number=account, role=Role.HOLDER, revoked_at=None
    )
    reached = (contact_point_for(number) for number in (holder.party.number, grantee))
    return [reach for reach in reached if reach is not None]
