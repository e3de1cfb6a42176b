"""What customers say of a return or a label that we did not accept is heard in three languages."""

from __future__ import annotations

import pytest

from makegood.representative.understand.commands import Start
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext
from makegood.representative.understand.tests.test_dealers import TODAY

CHOOSE, OBJECT = "aftersales.choose_for_rejected", "aftersales.object_to_finding"


@pytest.mark.parametrize(
    ("language", "said", "operation"),
    [
        ("en", "you would not accept my washer, so ship it back to me", CHOOSE),
        ("en", "please scrap the return that you rejected", CHOOSE),
        ("en", "I never altered the serial number of my washer", OBJECT),
        ("en", "what you found about the label is wrong, I object", OBJECT),
        ("es", "no aceptaron mi devolución, mándenme la lavadora de vuelta", CHOOSE),
        ("es", "yo nunca cambié la etiqueta con el número de serie", OBJECT),
        ("fr", "vous n'avez pas accepté mon retour, renvoyez-moi le lave-linge", CHOOSE),
        ("fr", "je n'ai jamais modifié l'étiquette avec le numéro de série", OBJECT),
    ],
)
def test_what_is_wanted_is_heard(reader: Reader, language, said, operation):
    assert Start(operation) in reader.read(said, ReadingContext(language, TODAY)).commands
