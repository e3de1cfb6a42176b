"""The parts that asks about payments are made of: what stands on a cheque."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.operation import Ask


class ChequeAsk(Ask):
    """What stands on a cheque that somebody gives us."""

    dated_on: date = Field(description="The day on it.", examples=["2026-06-12"])
    in_full: bool = Field(
        False, description="Does it say that it settles all that is owed?", examples=[False]
    )
