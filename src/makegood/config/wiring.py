"""Connect the parts: operations found, adapters behind their ports, the demo's clock."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings

from makegood.config.environment import BadSetting
from makegood.config.learning import learn_beside
from makegood.core import clock, effects
from makegood.core.demo_clock import demo_time
from makegood.core.discovery import discover
from makegood.core.effects import Delivery, Receipt

if TYPE_CHECKING:
    from makegood.representative.mind import MessageReader
    from makegood.representative.understand.lexicon import Lexicon
    from makegood.representative.understand.reader import Reader

_ADAPTERS = "makegood.adapters"


def connect() -> None:
    """Find all operations and connect the adapters that the settings name."""
    discover()
    effects.register(TurnsOnDemand())
    effects.register(MailOnDemand())
    effects.register(EnclosuresOnDemand())
    if settings.SCANNER:
        _connect_scanner()
    _connect_reader()
    if apps.is_installed(f"{_ADAPTERS}.channels.simulated"):
        _connect_channels()
    if settings.MAIL_SERVER:
        _connect_mail_server()
    if settings.STRIPE_KEY:
        _connect_stripe()
    elif apps.is_installed(f"{_ADAPTERS}.payments.simulated"):
        _connect_payments()
    if apps.is_installed(f"{_ADAPTERS}.carriers.simulated"):
        _connect_carriers()
    _connect_printing()
    if settings.DEMO:
        clock.use(demo_time)


class TurnsOnDemand:
    """Brings in the representative with the first message, so that starting waits for nothing."""

    kinds: tuple[str, ...] = ("representative.turn",)

    def deliver(self, delivery: Delivery) -> Receipt:
        """Answer the message that this effect stands for."""
        learn()
        from makegood.representative.turn import Turns

        return Turns().deliver(delivery)


class MailOnDemand:
    """Brings in the representative with the first mail."""

    kinds: tuple[str, ...] = ("mail.arrived",)

    def deliver(self, delivery: Delivery) -> Receipt:
        """Answer the mail that this effect stands for."""
        learn()
        from makegood.representative.mail.arrivals import Arrivals

        return Arrivals().deliver(delivery)


class EnclosuresOnDemand:
    """Brings in what reads files with the first mail that has any."""

    kinds: tuple[str, ...] = ("mail.enclosures",)

    def deliver(self, delivery: Delivery) -> Receipt:
        """See to the files of the mail that this effect stands for."""
        from makegood.representative.mail.filing import Enclosures

        return Enclosures().deliver(delivery)


_knows_its_reader = False
_serves = False


def serving() -> None:
    """This program serves others: what has to be learned, another one learns."""
    global _serves
    _serves = True


def learn() -> None:
    """Have the representative read the handbook, with the reader that the settings name."""
    global _knows_its_reader
    from makegood.representative import mind

    if not _knows_its_reader:
        mind.keep_in(settings.LEARNED, learn_beside if _serves else None)
        if settings.UNDERSTANDING == "openai":
            mind.read_with(_with_language_model)
        _knows_its_reader = True
    mind.mind()


def _connect_channels() -> None:
    from makegood.adapters.channels.simulated.receivers import SimulatedChannels
    from makegood.adapters.channels.simulated.recorder import SimulatedRecorder
    from makegood.domains.conversations import ports

    effects.register(SimulatedChannels())
    recorder = SimulatedRecorder()
    effects.register(recorder)
    ports.use_recorder(recorder)


def _connect_mail_server() -> None:
    from makegood.adapters.channels.smtp.sender import MailServer, SmtpSender

    host, _, port = settings.MAIL_SERVER.rpartition(":")
    if not host or not port.isdigit():
        raise BadSetting("MAKEGOOD_MAIL_SERVER", settings.MAIL_SERVER, "host:port")
    server = MailServer(
        host,
        int(port),
        settings.MAIL_USER,
        settings.MAIL_PASSWORD,
        settings.MAIL_STARTTLS,
    )
    effects.register(SmtpSender(server))


def _connect_scanner() -> None:
    from makegood.adapters.scanning.clamd.scanner import Clamd
    from makegood.domains.documents import ports

    host, _, port = settings.SCANNER.rpartition(":")
    if host != "unix" and not (host and port.isdigit()):
        raise BadSetting("MAKEGOOD_SCANNER", settings.SCANNER, "unix:/path/of/socket or host:port")
    ports.use_scanner(Clamd(settings.SCANNER))


def _connect_reader() -> None:
    """Papers are read by Tesseract, where they are pictures, and by Poppler, where it is here."""
    from makegood.adapters.reading.poppler.reader import Pdftotext
    from makegood.adapters.reading.tesseract.reader import Tesseract
    from makegood.domains.documents import ports
    from makegood.domains.documents.reading import PapersRead

    effects.register(PapersRead())
    readers: list[ports.PaperReader] = []
    if program := shutil.which(settings.TESSERACT):
        readers.append(Tesseract(Path(program), settings.TESSERACT_LANGUAGES))
    if program := shutil.which(settings.PDFTOTEXT):
        readers.append(Pdftotext(Path(program)))
    ports.use_readers(*readers)


def _connect_payments() -> None:
    from makegood.adapters.payments.simulated.provider import simulator
    from makegood.domains.billing import ports

    effects.register(simulator)
    ports.use(simulator)


def _connect_stripe() -> None:
    from makegood.adapters.payments.stripe.provider import StripePayments
    from makegood.domains.billing import ports

    if not settings.STRIPE_KEY.startswith(("sk_", "rk_")):
        raise BadSetting("MAKEGOOD_STRIPE_KEY", "…", "a secret or restricted key: sk_… or rk_…")
    if not settings.STRIPE_INSTALLATION:
        wanted = "a name of this installation, such as northvale-live: Stripe keeps keys by it"
        raise BadSetting("MAKEGOOD_STRIPE_INSTALLATION", "", wanted)
    stripe = StripePayments(settings.STRIPE_KEY, settings.STRIPE_INSTALLATION)
    effects.register(stripe)
    ports.use(stripe)


def _connect_carriers() -> None:
    from makegood.adapters.carriers.simulated.carrier import carrier, carriers
    from makegood.domains.ordering import ports

    effects.register(carrier)
    ports.use(*carriers())


def _connect_printing() -> None:
    from makegood.adapters.printing.typst.typesetter import TypstTypesetter
    from makegood.domains.documents import ports, printing

    ports.use(TypstTypesetter())
    effects.enclose("notice", printing.enclosure)
    effects.enclose("paper", printing.paper_enclosure)


def _with_language_model(embedded: Reader, lexicon: Lexicon) -> MessageReader:
    from makegood.adapters.models.openai_compatible import OpenAICompatible
    from makegood.representative.asking_model import Asking
    from makegood.representative.calls_kept import CallsKept
    from makegood.representative.understand.with_model import ReaderWithModel
    from makegood.representative.wording import word_with

    model = OpenAICompatible(
        settings.MODEL_ADDRESS, settings.MODEL_NAME, settings.MODEL_KEY, settings.MODEL_SECONDS
    )
    asking = Asking(model, CallsKept())
    word_with(asking if settings.MODEL_WORDS else None)
    return ReaderWithModel(embedded, lexicon, asking)
