"""Find the second fact that people write beside a number to say who they are."""

from makegood.representative.understand.commands import Give
from makegood.representative.understand.slots import POSTCODE_DIGITS

MOST_WORDS_OF_A_NAME = 4


def second_fact(text: str, reference: str) -> list[Give]:
    """A name or postcode beside a reference: "O-1041, Tom Gallagher" or "O-1041 55501"."""
    words = [word.strip(".,;:!()") for word in text.split()]
    letters = [word for word in words if len(word) > 1 and word.replace("-", "").isalpha()]
    name = [word for word in letters if word[0].isupper() and not word.isupper()]
    if 2 <= len(name) <= MOST_WORDS_OF_A_NAME:
        return [Give("name", " ".join(name))]
    for word in words:
        if word.isdigit() and len(word) == POSTCODE_DIGITS and word != reference:
            return [Give("postcode", word)]
    return []
