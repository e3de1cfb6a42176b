"""Find the writer's own words in a mail: decoded, without markup, without what was quoted."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from email.message import EmailMessage, Message

import nh3
from mailparser_reply import EmailReplyParser

from makegood.domains.conversations.enclosed import CALENDAR
from makegood.representative.mail.calendars import words_of_invitation
from makegood.representative.mail.charsets import decoded
from makegood.representative.mail.endings import FORWARD, sent_on, without_ending

_LANGUAGES = ["en", "es", "fr"]
_BREAK = re.compile(r"(?i)<br\s*/?>|</(p|div|li|tr|h[1-6]|blockquote)>")
_QUOTE_BEGINS = re.compile(r"(?i)<blockquote")
_QUOTE_ENDS = re.compile(r"(?i)</blockquote>")
_GMAIL_QUOTE = re.compile(r"(?i)<div[^<>]+gmail_quote")
_SIGNATURE = re.compile(r"(?m)^-- ?$")
_BLANK_LINES = re.compile(r"\n{3,}")
_MOST_READ = 200_000
"""Characters of a mail in which its words are looked for: all a message may have and a long quote.

Looking for quotes takes time with the square of a line or of a gap; both are bounded below, so
that nobody keeps us busy for hours with one mail.
"""
_LONGEST_LINE_OF_A_HEADER = 400
_ASIDE = re.compile("\ue000([0-9]+)\ue001")
_INTRODUCES_QUOTE = re.compile(
    r"(?im)^(?!>)[^\n]{0,300}(?:\n[^\n>]{0,120})?(?:wrote|escribió|a écrit)\s*:\s*\n(?=\s*>)"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says; `only_sent_on` tells that its writer added no word to somebody else's."""

    text: str
    only_sent_on: bool = False


def words_of(message: EmailMessage) -> Words:
    """What the writer wrote in this mail, as plain text; if nothing, what was sent on with it,
    or what it invites to. Empty when there are no words.
    """
    written = _written(message)
    own = own_words(written)
    if own:
        return Words(own)
    passed_on = own_words(sent_on(written)) or _attached(message)
    if passed_on:
        return Words(passed_on, only_sent_on=True)
    return Words(words_of_invitation(message))


def own_words(text: str) -> str:
    """The text without quoted earlier mails, without what was sent on and the signature."""
    lines = _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in text.splitlines()))
    found = FORWARD.search(lines)
    lines = without_ending(lines[: found.start()] if found else lines)
    unquoted = _SIGNATURE.split(_without_quoted_end(lines), maxsplit=1)[0]
    kept, short = _long_lines_aside(unquoted)
    reply = EmailReplyParser(languages=_LANGUAGES).parse_reply(short) or ""
    whole = _ASIDE.sub(lambda found: kept[int(found[1])], _unquoted(reply))
    return _BLANK_LINES.sub("\n\n", whole).strip()


def plain_text(markup: str, *, with_quotes: bool = False) -> str:
    """The words of HTML, without its markup, scripts and styles, and without quoted mails."""
    broken = _BREAK.sub("\n", markup if with_quotes else _without_quotes(markup))
    text = html.unescape(nh3.clean(broken, tags=set()))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _without_quotes(markup: str) -> str:
    """HTML without its quoted mails: from the first quote to the end of the last."""
    first = _QUOTE_BEGINS.search(markup)
    ends = [found.end() for found in _QUOTE_ENDS.finditer(markup)]
    if first and ends and ends[-1] > first.start():
        markup = markup[: first.start()] + markup[ends[-1] :]
    gmail = _GMAIL_QUOTE.search(markup)
    return markup[: gmail.start()] if gmail else markup


def _unquoted(text: str) -> str:
    """The answers that somebody wrote between the lines of our mail, without our lines."""
    lines = _INTRODUCES_QUOTE.sub("", text).split("\n")
    return "\n".join(line for line in lines if not line.startswith(">"))


def _long_lines_aside(text: str) -> tuple[list[str], str]:
    """The lines that no mail program wrote above a quote, and the text with a mark for each."""
    kept: list[str] = []
    lines = _ASIDE.sub("", text).split("\n")
    for place, line in enumerate(lines):
        if len(line) > _LONGEST_LINE_OF_A_HEADER:
            lines[place] = f"\ue000{len(kept)}\ue001"
            kept.append(line)
    return kept, "\n".join(lines)


def _body(message: EmailMessage) -> Message | None:
    try:
        found = message.get_body(preferencelist=("plain", "html"))
    except (KeyError, ValueError, AttributeError):
        found = None
    if found is not None:
        return found
    if message.is_multipart() or message.get_content_type() == CALENDAR:
        return None
    return message


def _written(message: EmailMessage) -> str:
    """The text of a mail as it came, without markup."""
    part = _body(message)
    if part is None:
        return ""
    text = decoded(part, _MOST_READ)
    if part.get_content_subtype() == "html":
        text = plain_text(text) or plain_text(text, with_quotes=True)
    return text.replace("\r\n", "\n")


def _attached(message: EmailMessage) -> str:
    """The words of the first mail that is enclosed whole."""
    for part in message.walk():
        if part is not message and part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            return own_words(_written(inner)) if isinstance(inner, EmailMessage) else ""
    return ""


def _without_quoted_end(text: str) -> str:
    """Cut at the line that introduces a quote, when nothing but the quote follows it."""
    for found in _INTRODUCES_QUOTE.finditer(text):
        rest = text[found.end() :].splitlines()
        if all(not line.strip() or line.lstrip().startswith(">") for line in rest):
            return text[: found.start()]
    return text
