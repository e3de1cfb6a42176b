"""Keep conversations as they went, who had them, what the company wrote and what came by mail."""

from makegood.domains.conversations.models.talks import (
    Conversation,
    Event,
    EventKind,
    HandOver,
    Interaction,
    TakeOver,
    Urgency,
)
from makegood.domains.conversations.models.written import (
    Became,
    FetchedBox,
    InboundMail,
    ModelCall,
    Notice,
)

__all__ = [
    "Became",
    "Conversation",
    "Event",
    "EventKind",
    "FetchedBox",
    "HandOver",
    "InboundMail",
    "Interaction",
    "ModelCall",
    "Notice",
    "TakeOver",
    "Urgency",
]
