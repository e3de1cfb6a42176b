"""Lead back to the form one was in, once it is known who the customer is."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from makegood.core.actor import V2, Actor
from makegood.core.operation import AnyOperation
from makegood.core.outcome import Outcome
from makegood.core.registry import registry
from makegood.domains.parties.queries import known_in
from makegood.faces.desk import naming
from makegood.faces.desk.offering import Offer, proving
from makegood.faces.desk.strings import _

_ACTS = "/desk/acts/"
_PROVE = frozenset(
    {
        "conversations.open_conversation",
        "parties.answer_factor",
        "parties.claim_identity",
        "parties.start_verification",
        "parties.verify_document",
    }
)
"""The acts by which it becomes known who a customer is, one after the other."""


def address_of(operation: AnyOperation, posted: Mapping[str, str]) -> str:
    """Where the form of an act stands as it is filled in now; a secret is not written there."""
    fields = {name: value for name, value in posted.items() if not name.startswith("_")}
    fields |= {"conversation": posted.get("_conversation", ""), "party": posted.get("_party", "")}
    for name in ("csrfmiddlewaretoken", *operation.secrets):
        fields.pop(name, None)
    return f"{_ACTS}{operation.name}?{urlencode({k: v for k, v in fields.items() if v})}"


def safe(address: str) -> str:
    """An address to lead back to, if it is a form of ours; nothing for any other."""
    parts = urlsplit(address)
    is_ours = not (parts.scheme or parts.netloc) and parts.path.startswith(_ACTS)
    return address if is_ours and parts.path.removeprefix(_ACTS) in registry else ""


def going_on(
    operation: AnyOperation, outcome: Outcome, actor: Actor, given: Mapping[str, str]
) -> tuple[Offer, ...]:
    """What comes after an act that makes known who somebody is: the next of them, or back."""
    if operation.name not in _PROVE:
        return ()
    conversation = actor.conversation or ""
    if operation.name == "conversations.open_conversation":
        conversation = str(outcome.answer("number"))
    known = known_in(conversation)
    party = known.party or given.get("_party") or actor.party
    back = _back(safe(given.get("_then", "")), conversation)
    if known.level >= V2:
        return back
    return (*proving(party, conversation, back[0].address if back else ""), *back)


def _back(then: str, conversation: str) -> tuple[Offer, ...]:
    if not then:
        return ()
    parts = urlsplit(then)
    name = parts.path.removeprefix(_ACTS)
    fields = dict(parse_qsl(parts.query)) | {"conversation": conversation}
    text = _("Go on: {act}").format(act=naming.act(name))
    return (Offer(text, f"{parts.path}?{urlencode(fields)}", name),)
