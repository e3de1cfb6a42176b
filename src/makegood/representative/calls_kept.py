"""Keep each call of the language model among the company's own records."""

from __future__ import annotations

from makegood.domains.conversations.keeping import AskedOfModel, keep_model_call
from makegood.representative.asking_model import Call


class CallsKept:
    """Keeps what was asked and what came of it, redacted once more."""

    def keep(self, call: Call) -> None:
        """Keep a call for good."""
        keep_model_call(
            AskedOfModel(
                conversation=call.conversation, purpose=call.purpose, prompt=call.prompt,
                answer=call.answer, tokens_in=call.tokens_in, tokens_out=call.tokens_out,
                milliseconds=call.milliseconds, why_not=call.why_not,
            )
        )  # fmt: skip
