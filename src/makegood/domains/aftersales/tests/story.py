"""The steps of a return, as tests of several acts take them."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.adapters.carriers.simulated.carrier import carrier
from makegood.adapters.channels.simulated.receivers import SimulatedChannels
from makegood.adapters.payments.simulated.provider import simulator
from makegood.config.seeding import live_through, order_history
from makegood.core import effects
from makegood.core.models import Effect
from makegood.core.outcome import Outcome
from makegood.domains.billing import ports
from makegood.domains.documents.keeping import keep as keep_file
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import RAE, chat, do, done
from makegood.handbook import OrderSeed

TOM = chat("C-6")
WASHER = "O-1041/1"
OTHER_WASHER = "O-7001/1"


def connect_simulators() -> None:
    """Let the simulators be the outside world."""
    effects.register(carrier)
    effects.register(SimulatedChannels())
    effects.register(simulator)
    ports.use(simulator)


def ask_to_return(line: str = WASHER, **ask: JsonValue) -> Outcome:
    """Tom, or whoever the line belongs to, asks to send something back."""
    asked: dict[str, JsonValue] = {"line": line, "reason": "changed_mind", "opened": True, **ask}
    return do("aftersales.open_return", TOM, **asked)


def opened(line: str = WASHER, **ask: JsonValue) -> str:
    """The number of a return that was opened."""
    outcome = ask_to_return(line, **ask)
    assert outcome.is_done, (outcome.code, outcome.explanation())
    return str(outcome.answer("return_number"))


def received(line: str = WASHER, **ask: JsonValue) -> str:
    """The number of a return whose goods are here."""
    number = opened(line, **ask)
    done("aftersales.receive_return", RAE, return_number=number, parcels=1)
    return number


def inspect(number: str, grade: str = "B", **found: JsonValue) -> Outcome:
    """Rae looks at what came back."""
    ask: dict[str, JsonValue] = {
        "grade": grade, "serial_number": "SN-77120", "accessories_complete": True,
        "works": True, "findings": "Clean, works, all parts there.", **found,
    }  # fmt: skip
    return do("aftersales.inspect_return", RAE, return_number=number, **ask)


def inspected(grade: str = "B", *, reason: str = "changed_mind", **found: JsonValue) -> str:
    """The number of a return that was looked at."""
    number = received(reason=reason)
    outcome = inspect(number, grade, **found)
    assert outcome.is_done, (outcome.code, outcome.explanation())
    return number


def photo_with(number: str, kind: str = "image/png", party: str = "C-6") -> str:
    """The number of a photo that one of us files with a return."""
    sha256 = keep_file(f"a picture of {number}, {kind}".encode(), kind)
    filed = done(
        "documents.file_document", RAE, sha256=sha256, type="photo", title="What came back",
        party=party, subject=f"return:{number}", source="desk:rae",
    )  # fmt: skip
    return str(filed.answer("document"))


def posted(source: str) -> list[tuple[str, str, str]]:
    """The lines posted for a source: (rule, account, amount), a debit positive."""
    return [
        (entry.rule, line.account, f"{line.amount.amount:.2f}")
        for entry in ledger.entries_of(source)
        for line in entry.lines
    ]


def mails(notice: str) -> list[str]:
    """The bodies of the mails of one notice, as they were queued."""
    rows = Effect.objects.filter(kind="mail", payload__notice=notice).order_by("pk")
    return [str(row.payload["body"]) for row in rows]


def told(outcome: Outcome, language: str = "en") -> list[str]:
    """The sentences of a decision."""
    return [sentence.text(language) for sentence in outcome.statements]


def lived(order: OrderSeed) -> None:
    """Let an order have happened to Tom."""
    live_through(order_history(order))
