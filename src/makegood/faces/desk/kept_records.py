"""Say what is kept about a person, and why it stays when the rest is erased."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.faces.desk.spelling import words
from makegood.faces.desk.strings import _
from makegood.handbook import book

_KEPT_BECAUSE: Mapping[str, str] = {
    "claim_or_hold": _("an open matter or a legal hold"),
    "complaint_5y": _("complaints are kept"),
    "open_order": _("under way"),
    "refund_pending": _("a refund is on its way"),
    "tax_7y": _("tax law"),
    "unpaid": _("money is owed"),
}


def kept(what: str) -> str:
    """A kind of thing that is kept about a person: reach is "your mail addresses ..."."""
    return book().voice("en").statement(f"cases.kept_{what}")


def kept_because(reason: str) -> str:
    """Why something stays when a person's records are erased: tax_7y is "tax law"."""
    return _KEPT_BECAUSE.get(reason) or words(reason).lower()
