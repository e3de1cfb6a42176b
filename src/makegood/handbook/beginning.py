"""Begin a company's own handbook: the rules of a pattern, with its own name, goods and address."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_LEFT_OUT = ("people", "tests")
_NEEDED = frozenset({"DELIVERY", "SV-TRIP", "SV-BLOCK"})
"""What acts name themselves: a delivery, and a fitter's way and quarter hour."""
_BLOCK = re.compile(r"^(?=\[\[)", re.MULTILINE)
_LINE = re.compile(r"(?P<title>.*\S)\s+(?P<price>\d+(?:\.\d\d)?)")
_MAIL, _PHONE = re.compile(r"[^@\s\"\\]+@[\w.-]+\.\w+"), re.compile(r"\+?[\d ()/-]{5,20}")
_PLAIN = str.maketrans({"\\": "/", '"': "'", "{": "(", "}": ")"})
_FROM = "2024-01-01"
_OWNER = """[[staff]]
username = "owner"
name = "The owner"
role = "M1"
title = "Owner"
department = "customer_care"
email = "{mail}"
languages = ["en"]

"""


@dataclass(frozen=True, slots=True)
class Good:
    """Something the company sells: what it is called, and its price without tax ("799.00")."""

    title: str
    price: str

    @property
    def sku(self) -> str:
        """A stock number made of the name: City bike is CITY-BIKE."""
        return re.sub(r"[^A-Z0-9]+", "-", self.title.upper()).strip("-")[:20].strip("-")


@dataclass(frozen=True, slots=True)
class Reached:
    """How customers reach the company: its mail, its phone, its address."""

    mail: str
    phone: str
    post: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a company says of itself: its name, what it sells, and how it is reached."""

    name: str
    goods: tuple[Good, ...]
    reached: Reached


def goods_in(text: str) -> tuple[Good, ...]:
    """The goods of "City bike 799, Helmet 59.90"; ValueError names what cannot be read."""
    found = dict[str, Good]()
    for line in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        read = _LINE.fullmatch(line)
        good = read and Good(quoted(read["title"]), f"{float(read['price']):.2f}")
        if not good or not good.sku:
            raise ValueError(f"{line!r} is no name with a price, such as City bike 799")
        if good.sku in found:
            raise ValueError(f"{good.title!r} is named twice")
        found[good.sku] = good
    if not found:
        raise ValueError("nothing is sold; name something with its price, such as City bike 799")
    return tuple(found.values())


def reached_in(text: str) -> Reached:
    """What "hello@shop.example, +1 202 555 0111, 4 Mill Lane" says; ValueError when one lacks."""
    mail, _comma, rest = text.partition(",")
    phone, _comma, post = rest.partition(",")
    if not _MAIL.fullmatch(mail.strip()):
        raise ValueError(f"{mail.strip()!r} is no mail address")
    if not _PHONE.fullmatch(phone.strip()):
        raise ValueError(f"{phone.strip()!r} is no phone number, such as +1 202 555 0111")
    if not post.strip():
        raise ValueError("the address lacks, after mail and phone")
    return Reached(mail.strip(), phone.strip(), quoted(post.strip()))


def begin(folder: Path, said: Beginning, *, pattern: Path) -> None:
    """Write a handbook into a folder that does not exist yet; FileExistsError when it does.

    Of the pattern stay the rules, the departments and the voice; its people, its goods and what
    is about these alone go.
    """
    shutil.copytree(pattern, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    gone = _goods_of(pattern)
    for file in sorted(folder.rglob("*.md")):
        left = _about_others(file.read_text("utf-8"), gone)
        file.write_text(left, "utf-8") if left else file.unlink()
    was = tomllib.loads((pattern / "company.toml").read_text("utf-8"))
    for file in sorted((*folder.rglob("*.toml"), *folder.rglob("*.md"))):
        text = "".join(_kept(_BLOCK.split(file.read_text("utf-8")), gone))
        file.write_text(_renamed(text, was["name"], was["contact"]["email"], said), "utf-8")
    (folder / "catalog/products.toml").write_text("\n".join(map(_product, said.goods)), "utf-8")
    prices = folder / "prices/list.toml"
    listed = (*prices.read_text("utf-8").rstrip().splitlines(), "", *map(_price, said.goods))
    prices.write_text("\n".join(listed), "utf-8")
    company = folder / "company.toml"
    company.write_text(_company(company.read_text("utf-8"), said), "utf-8")


def _goods_of(pattern: Path) -> frozenset[str]:
    """What the pattern sells and the new company does not."""
    listed = (
        product["sku"]
        for file in sorted((pattern / "catalog").glob("products*.toml"))
        for product in tomllib.loads(file.read_text("utf-8"))["product"]
    )
    return frozenset(listed) - _NEEDED


def _about_others(article: str, gone: frozenset[str]) -> str:
    """An article without its parts about goods not sold here or about the pattern's stores.

    Empty when the whole is about such goods, or nothing is left of it.
    """
    head, *parts = re.split(r"(?m)^(?=## )", article)
    kept = [one for one in parts if not _names(one, gone) and "{contact.store_" not in one]
    about = tomllib.loads(article.split("+++")[1])["products"]
    return "".join((head, *kept)) if kept and not about else ""


def _kept(blocks: Sequence[str], gone: frozenset[str]) -> Iterator[str]:
    """Every part of a file but the entries that are about goods which are not sold here."""
    for block in blocks:
        if not (block.startswith("[[") and _names(block, gone)):
            yield block


def _names(text: str, gone: frozenset[str]) -> bool:
    return any(re.search(rf"(?<![\w-]){re.escape(sku)}(?![\w-])", text) for sku in gone)


def _renamed(text: str, was: str, mail: str, said: Beginning) -> str:
    """A text with the new company's name and its mail's domain where the pattern's stood."""
    short = was.split()[0]
    for old, new in (
        (f"{was}, Inc.", said.name), (was, said.name),
        (mail, said.reached.mail), (mail.partition("@")[2], said.reached.mail.partition("@")[2]),
        (short, said.name),
    ):  # fmt: skip
        text = text.replace(old, new)
    return text


def _company(text: str, said: Beginning) -> str:
    """The company's facts: how it is reached, and who works there until it says so itself."""
    text = re.sub(r"(?m)^(phone|emergency_phone) = .*$", rf'\1 = "{said.reached.phone}"', text)
    text = re.sub(r"(?m)^(post|returns_address) = .*$", rf'\1 = "{said.reached.post}"', text)
    text = re.sub(r"(?m)^store_\w+ = .*\n", "", text)
    blocks = _BLOCK.split(text)
    staff = [one for one in blocks if one.startswith("[[staff]]") and "automated = true" in one]
    rest = [one for one in blocks if not one.startswith(("[[staff]]", "[[outside_help]]"))]
    return "".join((*rest, _OWNER.format(mail=said.reached.mail), *staff))


def quoted(text: str) -> str:
    """A text as it may stand between the quotes of TOML and in any sentence, on one line."""
    return " ".join(text.split()).translate(_PLAIN)


def _product(good: Good) -> str:
    kept = {"sku": good.sku, "kind": "appliance", "tax_class": "goods"}
    lines = [f'{name} = "{value}"' for name, value in kept.items()]
    title = good.title
    names = "\n".join(f'{language} = ["{title.lower()}"]' for language in ("en", "es", "fr"))
    titles = ", ".join(f'{language} = "{title}"' for language in ("en", "es", "fr"))
    return "\n".join(
        ("[[product]]", *lines, f"title = {{ {titles} }}", "", "[product.words]", names, "")
    )


def _price(good: Good) -> str:
    return (
        f'[[price]]\nid = "PR-{good.sku}-1"\nsku = "{good.sku}"\namount = "{good.price}"\n'
        f"in_force = {{ from = {_FROM} }}\n"
    )
