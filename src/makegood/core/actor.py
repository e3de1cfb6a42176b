"""Say who acts, for whom, how well that person is known, and on which channel."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict


class Level(IntEnum):
    """How surely the company knows whom it serves, from nobody to strongest. Source: C04."""

    V0 = 0
    V1 = 1
    V2 = 2
    V3 = 3
    V4 = 4


V0, V1, V2, V3, V4 = Level.V0, Level.V1, Level.V2, Level.V3, Level.V4


class ActorKind(StrEnum):
    """What sort of actor stands behind an act."""

    ANONYMOUS = "anonymous"
    CUSTOMER = "customer"
    STAFF = "staff"
    AUTOMATED = "automated"
    SYSTEM = "system"


class Channel(StrEnum):
    """The way by which somebody reached the company. Source: C01."""

    CHAT = "chat"
    EMAIL = "email"
    SMS = "sms"
    VOICE = "voice"
    LETTER = "letter"
    DESK = "desk"
    PORTAL = "portal"
    API = "api"
    CLI = "cli"
    MCP = "mcp"
    NONE = "none"


class Actor(BaseModel):
    """Who acts (`name`, `role`), whose affairs these are (`party`), and how that is known.

    By `caller` somebody is known again who comes from the same address, whoever they say to be.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ActorKind
    name: str
    role: str
    channel: Channel = Channel.NONE
    party: str | None = None
    level: Level = V0
    conversation: str | None = None
    language: str = "en"
    caller: str = ""

    @classmethod
    def system(cls, name: str = "system:timer") -> Self:
        """The company itself, when a date comes round and nobody asked."""
        return cls(kind=ActorKind.SYSTEM, name=name, role="system")

    @classmethod
    def anonymous(cls, channel: Channel, conversation: str | None = None) -> Self:
        """Somebody who has said nothing yet about who it is."""
        return cls(
            kind=ActorKind.ANONYMOUS,
            name="anonymous",
            role="anonymous",
            channel=channel,
            conversation=conversation,
        )

    @property
    def has_a_role(self) -> bool:
        """Whether the company said what this actor may do; "none" is what nobody said."""
        return self.role not in ("", "none")

    @property
    def is_staff_with_a_role(self) -> bool:
        """Whether this is somebody of the company who may do something there."""
        return self.kind is ActorKind.STAFF and self.has_a_role

    def on_behalf_of(self, party: str | None, level: Level = V0) -> Self:
        """The same actor, acting for this party known at this level."""
        return self.model_copy(update={"party": party, "level": level})
