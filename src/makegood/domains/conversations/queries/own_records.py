"""What was said and written with a person, for the person to have. Source: C05, PRV-5."""

from __future__ import annotations

from makegood.core.own_records import kept_about
from makegood.domains.conversations.models import (
    Conversation,
    Event,
    Interaction,
    ModelCall,
    Notice,
)
from makegood.domains.conversations.queries.mails import mails_of
from makegood.domains.conversations.queries.model_calls import asked_of_model
from makegood.domains.conversations.queries.notices import correspondence
from makegood.domains.conversations.queries.talk import of_party, transcript
from makegood.domains.conversations.queries.wanted import interactions

_ALL = 100_000


@kept_about("conversations", Conversation, Event, Interaction, ModelCall)
def conversations(party: str) -> list[dict[str, object]]:
    """Each conversation with all that was said in it, its mails, and what a model was asked."""
    return [
        {
            "number": one.number,
            "channel": one.channel,
            "language": one.language,
            "contact_point": one.contact_point,
            "opened_at": one.opened_at,
            "closed_at": one.closed_at,
            "said": [
                {"at": line.at, "who": line.who, "text": line.text}
                for line in transcript(one.number)
            ],
            "wanted": interactions(one.number),
            "mails": mails_of(one.number),
            "asked_of_model": asked_of_model(one.number),
        }
        for one in of_party(party, _ALL)
    ]


@kept_about("letters", Notice)
def letters(party: str) -> object:
    """What we wrote to the person, as it was sent."""
    return [
        {
            "number": one.number, "at": one.at, "channel": one.channel, "to": one.to,
            "about": one.subject_ref, "subject": one.subject, "body": one.body,
        }
        for one in correspondence(party, _ALL)
    ]  # fmt: skip
