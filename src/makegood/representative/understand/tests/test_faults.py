"""What customers say of a fault: the appliance and the symptom are heard, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.representative.understand.commands import Give, Start
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("language", "said", "symptom"),
    [
        ("en", "my dryer stopped heating", "no_heat"),
        ("en", "the washer shows E21, what should I do?", "error_code"),
        ("en", "my washing machine does not drain any more", "no_drain"),
        ("es", "mi secadora ya no calienta", "no_heat"),
        ("es", "mi lavadora pierde agua, ¿qué hago?", "leaks"),
        ("fr", "mon sèche-linge ne chauffe plus", "no_heat"),
        ("fr", "le lave-linge n'essore plus, que faire ?", "no_spin"),
    ],
)
def test_a_fault_is_heard_with_its_symptom(reader: Reader, language, said, symptom):
    read = reader.read(said, ReadingContext(language, TODAY))
    assert Start("aftersales.triage_fault") in read.commands
    assert Give("symptom", symptom) in read.commands
    assert any(isinstance(one, Give) and one.slot == "unit" for one in read.commands)
