"""What customers write about an invoice that does not match what came, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.representative.understand.commands import Command, Give, Start
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext

TODAY = date(2026, 6, 15)
COMPARE, NUMBER = Start("aftersales.compare_papers"), Give("invoice", "10231")

SAID: list[tuple[str, str, list[Command]]] = [
    ("en", "Invoice 10231 doesn't match what we got.", [COMPARE, NUMBER]),
    ("en", "You billed us for ten kits and we got eight, invoice 10231", [COMPARE, NUMBER]),
    ("en", "the price on invoice #10231 is wrong", [COMPARE, NUMBER]),
    ("en", "our invoice does not match the delivery", [COMPARE]),
    ("es", "La factura 10231 no coincide con lo que recibimos.", [COMPARE, NUMBER]),
    ("es", "nos facturaron diez y llegaron ocho, factura número 10231", [COMPARE, NUMBER]),
    ("fr", "La facture 10231 ne correspond pas à ce que nous avons reçu.", [COMPARE, NUMBER]),
    ("fr", "la facture et le bon de livraison ne concordent pas", [COMPARE]),
]


@pytest.mark.parametrize(("language", "text", "commands"), SAID, ids=[one[1] for one in SAID])
def test_a_disputed_invoice_is_read_as_a_comparison(
    reader: Reader, language: str, text: str, commands: list[Command]
) -> None:
    reading = reader.read(text, ReadingContext(language, TODAY))

    assert list(reading.commands) == commands
