"""What customers say about warranty and repairs, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.representative.understand.commands import Give, Start
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext

TODAY = date(2026, 6, 15)
COVER, REGISTER, REPAIR = (
    f"aftersales.{one}" for one in ("check_coverage", "register_warranty", "authorise_repair")
)


@pytest.mark.parametrize(
    ("language", "said", "operation", "facts"),
    [
        ("en", "is my washer still under warranty?", COVER, {"unit": "washer"}),
        ("en", "Does the guarantee on my dryer still run?", COVER, {"unit": "dryer"}),
        ("en", "will the warranty pay for the motor of my WM900", COVER, {"component": "motor"}),
        ("en", "I'd like to register SN-77250 for the warranty", REGISTER, {"serial": "SN-77250"}),
        ("en", "could you send a technician to repair my dryer", REPAIR, {"unit": "dryer"}),
        ("en", "is the washer in our salon still under warranty", COVER, {"used_for": "business"}),
        ("en", "send a technician, the pump failed and ruined the parquet", REPAIR,
         {"component": "pump", "damage": "floor"}),
        ("es", "¿está en garantía la lavadora de nuestro hotel?", COVER,
         {"used_for": "business"}),
        ("es", "necesito un técnico, la lavadora mojó el parqué", REPAIR, {"damage": "floor"}),
        ("fr", "le lave-linge dans notre laverie est-il sous garantie", COVER,
         {"used_for": "business"}),
        ("fr", "il me faut un technicien, le lave-linge a mouillé le plafond du voisin", REPAIR,
         {"damage": "ceiling"}),
        ("es", "¿mi lavadora todavía está en garantía?", COVER, {"unit": "lavadora"}),
        ("es", "quisiera registrar mi secadora para la garantía", REGISTER, {}),
        ("es", "necesito un técnico para la secadora", REPAIR, {"unit": "secadora"}),
        ("fr", "mon lave-linge est-il toujours sous garantie ?", COVER, {"unit": "lave-linge"}),
        ("fr", "je voudrais enregistrer mon lave-linge pour la garantie", REGISTER, {}),
        ("fr", "il me faut un technicien pour mon sèche-linge", REPAIR, {"unit": "sèche-linge"}),
    ],
)  # fmt: skip
def test_a_wish_about_the_warranty_is_heard(reader: Reader, language, said, operation, facts):
    read = reader.read(said, ReadingContext(language, TODAY))
    assert Start(operation) in read.commands
    for slot, value in facts.items():
        assert Give(slot, value) in read.commands
