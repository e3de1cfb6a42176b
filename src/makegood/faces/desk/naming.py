"""Call acts, records, people and fields at the desk as people call them, never by their codes."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.core.statements import Jurisdiction, Param
from makegood.faces.desk.spelling import words
from makegood.faces.desk.strings import _
from makegood.handbook import NotInHandbook, book

_ACTS: Mapping[str, str] = {
    "billing.record_bank_word": _("Record what the bank said of a cheque"),
    "billing.refund_tenders": _("Send money back the way it was paid"),
    "billing.reissue_refund": _("Send a refund again"),
    "billing.send_refund_leg": _("Send a part of a refund"),
    "cases.ask_for_erasure": _("Note that they want their records erased"),
    "cases.correct_note": _("Correct a note"),
    "cases.erase_records": _("Erase their records"),
    "cases.export_records": _("Give them everything we keep about them"),
    "cases.extend_request": _("Take more time to answer"),
    "cases.find_defects": _("Find what records lack"),
    "cases.lift_hold": _("Lift the legal hold"),
    "cases.place_hold": _("Place a legal hold"),
    "company.confirm_totp": _("Confirm the six digits"),
    "company.enrol_totp": _("Set up six digits"),
    "company.issue_api_key": _("Give a program a key"),
    "company.revoke_api_key": _("Take back a program's key"),
    "company.retry_effect": _("Try again what gave up"),
    "conversations.close_idle": _("End conversations that went quiet"),
    "conversations.drop_model_calls": _("Forget what a language model was asked"),
    "conversations.note_told": _("Note that they were told what came back"),
    "conversations.note_undelivered": _("Note that a message came back"),
    "conversations.send_again": _("Send again what came back"),
    "conversations.note_party": _("Note with whom a conversation is"),
    "conversations.send_notice": _("Write to the customer"),
    "conversations.set_mail_aside": _("Set a mail aside that cannot be taken in"),
    "conversations.settle_mail": _("Note what became of a mail"),
    "knowledge.add_phrasing": _("Teach a way of saying it"),
    "knowledge.answer_gap": _("Answer what was found out"),
    "knowledge.record_gap": _("Have something found out"),
    "parties.accept_sender": _("Take the sender of a proven mail for the customer"),
    "knowledge.set_aside": _("Set a message aside"),
    "knowledge.write_article": _("Write an article"),
    "parties.note_unreachable": _("Note that nothing arrives at an address"),
    "parties.answer_factor": _("Take the code they give"),
    "parties.start_verification": _("Send a code to prove who it is"),
}
_PARTS: Mapping[str, str] = {
    "aftersales": _("Returns and warranty"),
    "billing": _("Payments and refunds"),
    "cases": _("Cases"),
    "company": _("People and keys"),
    "conversations": _("Conversations"),
    "dealers": _("Dealers' claims"),
    "documents": _("Documents"),
    "knowledge": _("Questions and answers"),
    "ledger": _("The books"),
    "ordering": _("Orders and deliveries"),
    "parties": _("Customers"),
    "utility": _("Electricity"),
}
_SOURCES: Mapping[str, str] = {
    "law": _("law"),
    "contract": _("contract"),
    "price": _("price list"),
    "tariff": _("tariff"),
    "policy": _("policy"),
    "product": _("product"),
    "issue": _("known fault"),
    "article": _("article"),
}
_KINDS: Mapping[str, str] = {
    "AL": _("Allowance"),
    "AP": _("Request for a yes"),
    "AU": _("Audit of a dealer"),
    "C": _("Customer"),
    "CG": _("Carriage"),
    "CB": _("Chargeback"),
    "CD": _("Cash drawer"),
    "CM": _("Credit memo"),
    "CS": _("Case"),
    "CV": _("Conversation"),
    "DC": _("Document"),
    "EX": _("Exchange"),
    "FB": _("Carrier's bill"),
    "FC": _("Freight claim"),
    "SB": _("Subscription"),
    "IN": _("Delivery to us"),
    "DCL": _("Dealer's claim"),
    "DL": _("Dealer"),
    "FI": _("Found thing"),
    "JE": _("Entry in the books"),
    "LH": _("Legal hold"),
    "LT": _("Test of a product"),
    "ML": _("Mail received"),
    "NT": _("Letter"),
    "O": _("Order"),
    "P": _("Payment"),
    "PC": _("Parcel to us"),
    "PP": _("Paper"),
    "PS": _("Search for a parcel"),
    "PV": _("Request about their records"),
    "QT": _("Quote"),
    "R": _("Return"),
    "RF": _("Refund"),
    "RL": _("Question to a department"),
    "RP": _("Repair"),
    "SH": _("Shipment"),
    "SN": _("Appliance"),
}
_FIELDS: Mapping[str, str] = {
    "account": _("Account"),
    "again": _("Once more all the same"),
    "ask": _("What was asked"),
    "at": _("When"),
    "basis": _("What it rests on"),
    "by": _("By"),
    "challenge": _("Code that was sent"),
    "claimed_party": _("Whom they say to be"),
    "contact_point": _("Mail address or phone"),
    "delivered": _("We bring it"),
    "delivered_at": _("Arrived"),
    "disposition": _("What becomes of the goods"),
    "is_here": _("It is here"),
    "is_match": _("Photo and name match"),
    "last4": _("Ending in"),
    "line1": _("Street and number"),
    "line2": _("Flat or floor"),
    "locality": _("Town"),
    "looked": _("They looked for it"),
    "level": _("How surely known"),
    "masked": _("Where it went"),
    "media_type": _("Kind of file"),
    "notice": _("Which letter"),
    "on": _("Day"),
    "params": _("Filled in with"),
    "party": _("Customer"),
    "po_number": _("Their order number"),
    "return_number": _("Return"),
    "says": _("Sentences"),
    "sha256": _("Fingerprint"),
    "size": _("Size in bytes"),
    "sku": _("Article"),
    "subject": _("Subject"),
    "subject_ref": _("About"),
    "subjects": _("About"),
    "tender": _("Way of paying"),
    "to": _("To"),
    "window": _("Time of day"),
    "wish": _("What they want"),
    "words": _("In their words"),
}
_CHANNELS: Mapping[str, str] = {
    "api": _("by a program"),
    "chat": _("in the chat"),
    "cli": _("at the console"),
    "desk": _("at the desk"),
    "email": _("by mail"),
    "letter": _("by letter"),
    "mail": _("by mail"),
    "mcp": _("by an assistant program"),
    "portal": _("on their own pages"),
    "sms": _("by text message"),
    "text": _("by text message"),
    "voice": _("on the phone"),
    "store": _("in a store"),
    "web": _("on the web"),
}
_TENDERS: Mapping[str, str] = {
    "ach": _("bank account"),
    "card": _("card"),
    "cash": _("cash"),
    "cheque": _("check"),
    "gift": _("gift card"),
    "loan": _("instalment loan"),
    "money_order": _("money order"),
    "store_credit": _("store credit"),
}
_STATES: Mapping[str, str] = {
    "asked": _("Asked for"),
    "authorised": _("Open"),
    "allocated": _("Goods kept, not sent yet"),
    "confirmed": _("Not sent yet"),
    "inbound": _("on its way to us"),
    "part_shipped": _("Sent in part"),
    "picking": _("Being packed"),
    "production": _("made to order"),
    "shipped": _("On its way"),
    "stock": _("from stock"),
    "dropship": _("sent by the supplier"),
    "unknown": _("nowhere yet"),
    "waiting_department": _("Waits for a department"),
}
_LEVELS = (
    _("nobody known"),
    _("named, not proven"),
    _("proven"),
    _("proven twice"),
    _("proven in person"),
)
_GOODS_GO: Mapping[str, str] = {
    "quarantine_for_test": _("kept apart and tested"),
    "refurbish": _("made ready and sold as used"),
    "restock": _("back into stock as new"),
}
_UNITS = ("_cents", "_days", "_hours", "_minutes", "_percent")


def act(operation: str) -> str:
    """What an act is called: aftersales.open_return is "Open return"."""
    return _ACTS.get(operation) or words(operation)


def part(domain: str) -> str:
    """What a part of the company is called: aftersales is "Returns"."""
    return _PARTS.get(domain) or words(domain)


def kind(number: str) -> str:
    """What kind of record a number names: O-1041 is an "Order", O-1041/1 an "Order line"."""
    if number.startswith("O-") and "/" in number:
        return _("Order line")
    if number.isdigit():
        return _("Invoice")
    return _KINDS.get(number.partition("-")[0], _("Record"))


def field(name: str) -> str:
    """What a field is called: label_sent_at is "Label sent"; its unit stands with its value."""
    name = name.rpartition(".")[2]
    if name in _FIELDS:
        return _FIELDS[name]
    for beginning in ("is_", "has_"):
        if name.startswith(beginning):
            return words(name.removeprefix(beginning))
    for ending in ("_at", "_on", *_UNITS):
        if name.endswith(ending):
            return words(name.removesuffix(ending))
    return words(name)


def state(name: str) -> str:
    """How far a record is, in a word or two: part_shipped is "Sent in part"."""
    return _STATES.get(name) or words(name)


def channel(name: str) -> str:
    """The way somebody reached us, as one says it: "in the chat"; nothing for none."""
    return "" if name in ("", "none") else _CHANNELS.get(name, words(name).lower())


def tender(name: str, last4: str = "") -> str:
    """A way of paying: "card ••4242", "gift card"."""
    called = _TENDERS.get(name, words(name).lower())
    return f"{called} ••{last4}" if last4 else called


def levied_by(place: str) -> str:
    """Who levies a tax: XM/Harlow is "the city of Harlow"."""
    return Param.of(Jurisdiction(place)).spelled("en")


def clause(version: str) -> tuple[str, str]:
    """A clause's number and title; the title is empty when the handbook no longer has it."""
    number = version.partition("@")[0]
    try:
        return number, book().clause_version(version).title
    except NotInHandbook:
        return number, ""


def level(number: int) -> str:
    """How surely somebody is known, as one says it: 2 is "proven"."""
    return _LEVELS[number] if 0 <= number < len(_LEVELS) else str(number)


def goods_go(disposition: str) -> str:
    """What becomes of goods that came back: refurbish is "made ready and sold as used"."""
    return _GOODS_GO.get(disposition) or words(disposition).lower()


def source(because: str) -> str:
    """What a sentence rests on, for who reads it: a clause or a record, but no rule of the code."""
    kind, _colon, number = because.partition("@")[0].rpartition(":")
    return "" if kind == "rule" else number


def source_kind(kind: str) -> str:
    """What sort of source a sentence stands in, the law first."""
    return _SOURCES.get(kind, words(kind).lower())
