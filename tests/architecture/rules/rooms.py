"""Rooms: what stands in a domain, and where."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from tests.architecture.rules.sources import Breach

DOMAINS = PurePosixPath("src/makegood/domains")

ROOMS = {
    "__init__.py",
    "models.py",
    "models",
    "policy.py",
    "policy",
    "operations",
    "queries.py",
    "queries",
    "jobs.py",
    "migrations",
    "tests",
}
NEEDED = {"__init__.py", "tests"}

# A pure algorithm that is the heart of its domain has its own module. Each with its reason.
HEARTS: dict[str, str] = {
    "aftersales/cheaper.py": "gives back a difference of price, inside the acts that do so",
    "aftersales/crediting.py": "from the terms of a return to the lines of its entries; pure",
    "aftersales/disputing": "what a comparison of papers means for the money; pure",
    "aftersales/exchanging.py": "from what an exchange agreed to the order and payment it asks for",
    "aftersales/evidence.py": "what is known of a disputed payment as a page for the bank; pure",
    "aftersales/judging.py": "what an inspection means for the money; pure, beside the policy",
    "aftersales/matching": "lays the papers of a purchase side by side; pure",
    "aftersales/printing.py": "the lines of a return invoice as the table of its letter",
    "aftersales/reading": "from the file of a paper to its lines, or what is wrong with it; pure",
    "aftersales/sampling.py": "what a measured value means beside its limit, and by chance; pure",
    "aftersales/telling.py": "puts returns into sentences, each with its source; pure",
    "aftersales/terms.py": "what a return pays back, each piece its share; pure arithmetic",
    "aftersales/triage.py": "what a fault means first, from the handbook's tree; pure",
    "aftersales/ubl.py": "a return invoice as the XML that a buyer's programs read; pure",
    "aftersales/warranty.py": "what a warranty covers, until when, and its share; pure arithmetic",
    "billing/allocating.py": "what a payment is put to, item by item; pure arithmetic",
    "billing/lapsing.py": "what is left of store credit that was given; pure arithmetic",
    "billing/looking.py": "where parts above say that money waits for somebody's answer",
    "billing/printing.py": "what a payment was for as the table of its receipt",
    "billing/putting.py": "puts captured money to what is open, inside the acts that do so",
    "billing/ports.py": "the payment provider as the company needs it; an adapter fills it",
    "billing/splitting.py": "how a refund is shared out over what paid; pure arithmetic",
    "cases/erasing.py": "has every domain erase what goes of a person, inside the act",
    "cases/requesting.py": "what acts on requests about one's own records do alike, inside them",
    "company/second_factor.py": "the digits of a telephone's app, and when they are right; pure",
    "company/passwords.py": "how a password is hashed and compared; no rows",
    "conversations/enclosed.py": "which parts of a mail are files, and the mail without some; pure",
    "conversations/keeping.py": "keeps a mail's bytes before the act that accepts it",
    "conversations/letters.py": "puts what we write into words, and finds the gaps in it; no rows",
    "conversations/ports.py": "the letter box as a mail server needs it; filled above",
    "conversations/staffing.py": "how many people so many calls need, by Erlang; pure arithmetic",
    "dealers/checking": "checks a dealer's claim line by line, in a fixed order; pure",
    "dealers/telling.py": "puts dealers' claims into sentences, each with its source; pure",
    "documents/barcodes.py": "from a number to the bars that say it; pure",
    "documents/copies.py": "has a paper sent once more, inside the acts that do so",
    "documents/keeping.py": "keeps the bytes of a file before the act that files them",
    "documents/papers.py": "what the papers of records have alike; no rows",
    "documents/ports.py": "the typesetter as the company needs it; an adapter fills it",
    "documents/printing.py": "makes a notice's letter outside any act, then has it filed",
    "documents/reading.py": "has a paper's text read outside any act, then has it kept",
    "documents/sheets.py": "from a notice and its explanation to what the letter says; pure",
    "ledger/estimating.py": "how much of what was sold will still come back; pure arithmetic",
    "ledger/journals.py": "the books as CSV and as plain text, and back; pure",
    "ledger/postings": "the posting rules: from amounts to the lines of an entry; pure",
    "ledger/subledgers.py": "where domains above say what an account must hold by their rows",
    "knowledge/composing.py": "how an answer is put together from what is written; no rows",
    "knowledge/disagreeing.py": "whether two sentences name different figures of one thing; pure",
    "knowledge/finders.py": "where domains above say who has which product, and what tables tell",
    "knowledge/quoting.py": "quotes articles, and what goes before them; no rows",
    "knowledge/recording.py": "keeps a change of the handbook that was agreed to, inside its act",
    "knowledge/search.py": "which written section answers a question; pure arithmetic",
    "knowledge/sources.py": "cuts what is written down into passages that are searched; no rows",
    "ordering/packaging.py": "whether two cartons differ by more than chance; pure arithmetic",
    "ordering/ports.py": "a carrier as the company needs it; an adapter fills it",
    "ordering/price_rules.py": "which rows of the price tables count for whom and when; pure",
    "ordering/printing.py": "what is on the papers of orders, as their records say",
    "ordering/baskets.py": "what a price is asked for, line by line; pure",
    "ordering/credited.py": "where parts above say what of a line was credited; pure arithmetic",
    "ordering/giving_back.py": "gives back what was paid ahead, inside the acts that do so",
    "ordering/handing_over.py": "hands goods over at the counter, inside the act that sells them",
    "ordering/taking_back.py": "counts goods as not sent and makes it good, inside the acts",
    "ordering/pricing.py": "what a basket costs, and by which rules; pure arithmetic",
    "ordering/supplying.py": "where ordered pieces come from and when they are there; pure",
    "parties/addressing.py": "what each country asks of an address; no rows",
    "parties/finders.py": "where domains above say whose order it is and what is a red flag",
    "parties/history.py": "the shape in which a customer is brought in from elsewhere",
    "parties/matching.py": "whether two descriptions mean the same customer; pure arithmetic",
    "parties/recording.py": "how a customer comes on record, new or with history: one way for both",
    "parties/spelling.py": "one spelling for names, e-mail addresses and phones; pure",
    "utility/rating.py": "from a tariff, days and use to the lines of a bill; pure arithmetic",
}


def domain_has_only_its_rooms(paths: Iterable[str]) -> list[Breach]:
    """A domain holds the rooms every domain has, its named hearts, and nothing else."""
    standing: dict[str, set[str]] = {}
    for path in map(PurePosixPath, paths):
        if path.is_relative_to(DOMAINS) and len(path.parts) > len(DOMAINS.parts) + 1:
            domain, room = path.relative_to(DOMAINS).parts[:2]
            standing.setdefault(domain, set()).add(room)
    found = []
    for domain, rooms in sorted(standing.items()):
        where = str(DOMAINS / domain)
        for room in sorted(rooms - ROOMS):
            if f"{domain}/{room}" not in HEARTS:
                found.append(
                    Breach(f"{where}/{room}", 1, "is no room of a domain (HEARTS in rooms.py).")
                )
        found += [Breach(where, 1, f"has no {room}.") for room in sorted(NEEDED - rooms)]
    return found


def operation_has_its_test(paths: Iterable[str]) -> list[Breach]:
    """Every operation file `operations/x.py` has `tests/test_x.py` in its own domain."""
    standing = {PurePosixPath(path) for path in paths}
    found = []
    for path in sorted(standing):
        if not path.is_relative_to(DOMAINS) or path.suffix != ".py" or path.stem == "__init__":
            continue
        room = path.relative_to(DOMAINS).parts
        if len(room) == 3 and room[1] == "operations":
            wanted = DOMAINS / room[0] / "tests" / f"test_{path.stem}.py"
            if wanted not in standing:
                found.append(Breach(str(path), 1, f"has no {wanted}."))
    return found


def heart_beats(paths: Iterable[str]) -> list[Breach]:
    """Every module named in HEARTS exists: the list of exceptions only shrinks by itself."""
    standing = set(paths)
    return [
        Breach(f"{DOMAINS}/{heart}", 1, "is named in HEARTS and does not exist.")
        for heart in sorted(HEARTS)
        if f"{DOMAINS}/{heart}" not in standing
        and not any(path.startswith(f"{DOMAINS}/{heart}/") for path in standing)
    ]
