"""Questions about conversations and about what we wrote, with frozen answers."""

from makegood.domains.conversations.policy import Way
from makegood.domains.conversations.queries.notices import (
    NoticeCard,
    correspondence,
    notice,
    notices_about,
    ways_to,
)
from makegood.domains.conversations.queries.talk import (
    ConversationCard,
    EventCard,
    Line,
    WaitingCard,
    card,
    conversation_of_message,
    events,
    is_answered,
    last_state,
    may_see,
    of_party,
    open_of_contact_point,
    open_ones,
    transcript,
    unanswered,
    waiting,
)

__all__ = [
    "ConversationCard",
    "EventCard",
    "Line",
    "NoticeCard",
    "WaitingCard",
    "Way",
    "card",
    "conversation_of_message",
    "correspondence",
    "events",
    "is_answered",
    "last_state",
    "may_see",
    "notice",
    "notices_about",
    "of_party",
    "open_of_contact_point",
    "open_ones",
    "transcript",
    "unanswered",
    "waiting",
    "ways_to",
]
