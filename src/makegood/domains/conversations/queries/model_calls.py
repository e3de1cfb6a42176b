"""Answer how often a language model was asked, what it was good for, and what it cost. C43."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count, Max, Q, Sum

from makegood.core import clock
from makegood.domains.conversations.models import ModelCall


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a model was asked for one purpose in the last hours; costs in millionths."""

    purpose: str
    calls: int
    used: int
    tokens: int
    cost_micros: int
    average_milliseconds: int
    longest_milliseconds: int
    last_why_not: str


def model_use(hours: int = 24) -> tuple[ModelUse, ...]:
    """For each purpose what the model was asked in the last hours; () when it was not."""
    lately = ModelCall.objects.filter(at__gte=clock.now() - timedelta(hours=hours))
    counted = lately.values("purpose").annotate(
        calls=Count("pk"), used_ones=Count("pk", filter=Q(used=True)), read=Sum("tokens_in"),
        written=Sum("tokens_out"), cost=Sum("cost_micros"), mean=Avg("milliseconds"),
        longest=Max("milliseconds"),
    )  # fmt: skip
    return tuple(
        ModelUse(
            purpose=str(one["purpose"]), calls=one["calls"], used=one["used_ones"],
            tokens=one["read"] + one["written"], cost_micros=one["cost"],
            average_milliseconds=round(one["mean"]), longest_milliseconds=one["longest"],
            last_why_not=_why_not(str(one["purpose"])),
        )
        for one in counted.order_by("purpose")
    )  # fmt: skip


def asked_of_model(conversation: str) -> list[dict[str, object]]:
    """What a model was asked about a conversation and said, as long as it is kept."""
    rows = ModelCall.objects.filter(conversation=conversation).order_by("pk")
    return [dict(one) for one in rows.values("at", "purpose", "prompt", "answer", "why_not")]


def _why_not(purpose: str) -> str:
    unused = ModelCall.objects.filter(purpose=purpose, used=False).order_by("-pk")
    return unused.values_list("why_not", flat=True).first() or ""
