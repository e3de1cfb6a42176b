"""Know what a mail program put under or around somebody's words, in three languages."""

from __future__ import annotations

import re

_SPACE = "[^\\S\\n]"
FORWARD = re.compile(
    r"(?im)^[>\s]{0,4}(?:-{2,20}\s?(?:forwarded message|mensaje (?:original )?reenviado"
    r"|message transféré|message transmis)\s?-{2,20}"
    r"|begin forwarded message\s?:|inicio del mensaje reenviado\s?:"
    r"|début du message (?:transféré|réexpédié)\s?:)[^\n]{0,40}$"
)
"""The line under which somebody else's mail stands that was sent on."""
_EARLIER = re.compile(
    r"(?im)^-{2,20}\s?(?:original message|mensaje original|message d'origine|message original"
    r"|message initial)\s?-{2,20}\s*$"
)
_HEAD_OF_EARLIER = re.compile(
    rf"(?m)^\*?(?:From|De|Von){_SPACE}?:{_SPACE}?\*?[^\n]{{1,200}}\n"
    rf"\*?(?:Sent|Date|Enviado(?: el)?|Fecha|Envoyé(?: le)?){_SPACE}?:{_SPACE}?\*?[^\n]{{1,200}}\n"
    rf"\*?(?:To|Para|À|A|Cc|Subject|Asunto|Objet){_SPACE}?:"
)
_OF_A_HEAD = re.compile(
    r"(?i)^\*?(?:from|de|sent|date|enviado(?: el)?|fecha|envoyé(?: le)?|to|para|à|a|cc|subject"
    r"|asunto|objet|reply-to)\s?:"
)
_DEVICE = re.compile(
    r"(?im)^(?:(?:sent|enviado|envoyé)\s(?:from|via|with|desde|con|depuis|de|avec|à partir de)\s"
    r"(?:my|mi|mon|ma|a|un|une|el|le|l')?\s?(?:outlook|iphone|ipad|android|samsung|galaxy|huawei"
    r"|xiaomi|pixel|mobile|móvil|celular|smartphone|téléphone|yahoo|gmail|proton|mail|bluemail"
    r"|thunderbird|appareil|dispositivo|aol)\b"
    r"|(?:get|obtener|obtenga|téléchargez|obtenez|descargar)\soutlook\s(?:for|para|pour)\s)"
    r"[^\n]{0,120}$"
)
_DISCLAIMER = re.compile(
    r"(?im)^(?:\*{0,3}\s?)(?:confidentiality notice|confidential(?:ity)?\s?:|disclaimer\s?:?"
    r"|(?:this|the information in this) (?:e-?mail|message|communication)\b"
    r"|aviso (?:legal|de confidencialidad)|este (?:correo|mensaje)\b"
    r"|avis de confidentialité|ce (?:courriel|message|mail)\b)"
)
_OF_LAWYERS = re.compile(r"(?i)confiden[tc]i")
_FOR_WHOM = re.compile(r"(?i)\b(?:intended|recipient|privileged|destinatari|destinataire|destiné)")


def without_ending(text: str) -> str:
    """The words above the device's own line, the lawyers' notice, and the mail that is answered."""
    for ending in (_EARLIER, _HEAD_OF_EARLIER):
        found = ending.search(text)
        if found:
            text = text[: found.start()]
    notices = (found.start() for found in _DISCLAIMER.finditer(text))
    start = next((one for one in notices if _is_notice(text, one)), len(text))
    return _DEVICE.sub("", text[:start])


def _is_notice(text: str, start: int) -> bool:
    """Whether all from here on is a notice of lawyers, below what somebody wrote."""
    blocks = [one for one in re.split(r"\n\s*\n", text[start:]) if one.strip()]
    is_last = all(_OF_LAWYERS.search(one) or _FOR_WHOM.search(one) for one in blocks)
    whole = text[start:]
    is_legal = _OF_LAWYERS.search(whole) and _FOR_WHOM.search(whole)
    return bool(text[:start].strip() and is_legal and is_last)


def sent_on(text: str) -> str:
    """What somebody else wrote in the mail that was sent on, without its head; empty if none."""
    found = FORWARD.search(text)
    if found is None:
        return ""
    lines = text[found.end() :].lstrip("\n").split("\n")
    while lines and (not lines[0].strip() or _OF_A_HEAD.match(lines[0].strip())):
        lines.pop(0)
    return "\n".join(lines)
