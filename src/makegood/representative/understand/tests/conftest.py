"""One reader, taught with the handbook of the demo company, for all tests of understanding."""

import pytest
from django.conf import settings

from makegood.representative.understand.costs import Costs, costs_of_the_house
from makegood.representative.understand.keeping import Keeping
from makegood.representative.understand.lexicon import Lexicon, lexicon_of_the_house
from makegood.representative.understand.reader import Reader


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return lexicon_of_the_house()


@pytest.fixture(scope="session")
def costs() -> Costs:
    return costs_of_the_house()


@pytest.fixture(scope="session")
def reader(lexicon: Lexicon, costs: Costs) -> Reader:
    return Reader(lexicon, costs, Keeping(settings.LEARNED))
