"""How the company speaks and is spoken to in one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from makegood.handbook.figures import placeholders
from makegood.handbook.pages import Reading, Source
from makegood.handbook.problems import NotAccepted, NotInHandbook, Problem
from makegood.handbook.toml_lines import Place

_DOMAIN_TABLES = ("statements", "figures", "notices")


@dataclass(frozen=True, slots=True)
class SlotVoice:
    """How one field of an ask is asked for, and how customers name its choices."""

    name: str
    ask: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OperationVoice:
    """How one operation is called, and how customers say that they want it."""

    operation: str
    name: str
    phrasings: tuple[str, ...] = ()
    slots: Mapping[str, SlotVoice] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoticeVoice:
    """The words of one mail, letter or text message."""

    name: str
    subject: str
    body: str
    short: str = ""


@dataclass(slots=True)
class Voice:
    """Everything the company says and understands in one language.

    `words` is words.toml as written, and `operations` each operation's table as written, for
    those who learn from them; `spoken` holds the same operations typed.
    """

    language: str
    statements: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    notices: dict[str, NoticeVoice] = field(default_factory=dict)
    spoken: dict[str, OperationVoice] = field(default_factory=dict)
    dialogue: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, object] = field(default_factory=dict)
    operations: dict[str, Mapping[str, object]] = field(default_factory=dict)
    places: dict[str, tuple[Source, Place]] = field(default_factory=dict)

    def fall_back_on(self, first: "Voice") -> None:
        """Say in the company's first language what is not yet said in this one."""
        self.statements = {**first.statements, **self.statements}
        self.figures = {**first.figures, **self.figures}
        self.notices = {**first.notices, **self.notices}
        self.dialogue = {**first.dialogue, **self.dialogue}

    def statement(self, key: str) -> str:
        """Return the template of a statement, such as ordering.delivered."""
        found = self.statements.get(key)
        if found is None:
            raise NotInHandbook(f"voice/{self.language} has no statement {key}")
        return found

    def figure(self, name: str) -> str:
        """Return the word for a figure: refund, restocking fee."""
        return self.figures.get(name) or name.replace("_", " ")

    def notice(self, name: str) -> NoticeVoice:
        """Return the words of a notice."""
        found = self.notices.get(name)
        if found is None:
            raise NotInHandbook(f"voice/{self.language} has no notice {name}")
        return found

    def operation(self, name: str) -> OperationVoice:
        """Return how an operation is spoken of; one without words is named by its own name."""
        found = self.spoken.get(name)
        return found or OperationVoice(name, name.rpartition(".")[2].replace("_", " "))

    def variants(self, key: str) -> tuple[str, ...]:
        """Return the ways to say a line of dialogue, at least one."""
        found = self.dialogue.get(key)
        if not found:
            raise NotInHandbook(f"voice/{self.language} has no dialogue {key}")
        return found


def read_voice(reading: Reading, language: str) -> Voice:
    """Read voice/<language>/ with its operations."""
    voice = Voice(language)
    folder = f"voice/{language}"
    for path in reading.files(f"{folder}/*.toml"):
        source = reading.toml(path)
        if source is not None:
            _read_file(reading, voice, source, path)
    for path in reading.files(f"{folder}/operations/*.toml"):
        source = reading.toml(path)
        if source is not None:
            _read_operations(reading, voice, source)
    return voice


def _read_file(reading: Reading, voice: Voice, source: Source, path: Path) -> None:
    if path.stem == "dialogue":
        voice.dialogue.update(_lines(reading, source, source.table, ()))
    elif path.stem == "words":
        voice.words = source.table
    elif path.stem == "statements":
        for name, value in source.table.items():
            if name == "figures":
                voice.figures.update(_texts(reading, source, value, (name,)))
            else:
                _add_statements(reading, voice, source, value, (name,), name)
    else:
        reading.only(source, *_DOMAIN_TABLES)
        statements = source.table.get("statements", {})
        figures = source.table.get("figures", {})
        _add_statements(reading, voice, source, statements, ("statements",), path.stem)
        voice.figures.update(_texts(reading, source, figures, ("figures",)))
        _read_notices(reading, voice, source)


def _add_statements(
    reading: Reading, voice: Voice, source: Source, value: object, at: Place, domain: str
) -> None:
    for name, text in _texts(reading, source, value, at).items():
        key = f"{domain}.{name}"
        voice.statements[key] = text
        voice.places[key] = (source, (*at, name))


def _read_notices(reading: Reading, voice: Voice, source: Source) -> None:
    notices = source.table.get("notices", {})
    if not isinstance(notices, dict):
        reading.add(source.problem(("notices",), "is not a table", "[notices.<name>]"))
        return
    for name, value in notices.items():
        texts = _texts(reading, source, value, ("notices", name))
        strange = texts.keys() - {"subject", "body", "short"}
        if strange or "body" not in texts:
            reading.add(source.problem(("notices", name), "has no body", "subject, body and short"))
            continue
        notice = NoticeVoice(name, texts.get("subject", ""), texts["body"], texts.get("short", ""))
        voice.notices[name] = notice


def _read_operations(reading: Reading, voice: Voice, source: Source) -> None:
    for name, value in source.table.items():
        if not isinstance(value, dict):
            accepted = '["aftersales.open_return"] with name and phrasings'
            reading.add(source.problem((name,), "is not a table", accepted))
        elif "." in name:
            _add_operation(reading, voice, source, name, value, (name,))
        else:
            for inner, table in value.items():
                if isinstance(table, dict):
                    _add_operation(reading, voice, source, f"{name}.{inner}", table, (name, inner))


def _add_operation(
    reading: Reading, voice: Voice, source: Source, name: str, table: dict[str, object], at: Place
) -> None:
    slots_raw = table.get("slots", {})
    slots: dict[str, SlotVoice] = {}
    for slot, value in slots_raw.items() if isinstance(slots_raw, dict) else ():
        if isinstance(value, dict):
            slots[slot] = _slot(reading, source, slot, value, (*at, "slots", slot))
        else:
            reading.add(source.problem((*at, "slots", slot), "is not a table", "ask and options"))
    rest = {key: value for key, value in table.items() if key != "slots"}
    lines = _lines(reading, source, rest, at)
    own_name = lines.pop("name", (name,))
    phrasings = lines.pop("phrasings", ())
    if name in voice.spoken:
        reading.add(source.problem(at, f"{name} is spoken of twice", "each operation once"))
    voice.operations[name] = table
    voice.spoken[name] = OperationVoice(name, own_name[0], phrasings, slots, lines)
    voice.places[f"operation:{name}"] = (source, at)


def _slot(
    reading: Reading, source: Source, name: str, value: dict[str, object], at: Place
) -> SlotVoice:
    options_raw = value.get("options", {})
    options = _lines(reading, source, options_raw, (*at, "options"))
    lines = _lines(reading, source, {k: v for k, v in value.items() if k != "options"}, at)
    return SlotVoice(name, lines.pop("ask", ()), options, lines)


def _texts(reading: Reading, source: Source, value: object, at: Place) -> dict[str, str]:
    found: dict[str, str] = {}
    if not isinstance(value, dict):
        reading.add(source.problem(at, "is not a table", "names with texts"))
        return found
    for name, text in value.items():
        if isinstance(text, str):
            found[name] = text.strip()
        else:
            reading.add(source.problem((*at, name), "is not a text", "a text in quotes"))
    return found


def _lines(
    reading: Reading, source: Source, value: object, at: Place, before: str = ""
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if not isinstance(value, dict):
        reading.add(source.problem(at, "is not a table", "names with texts or lists of texts"))
        return found
    for name, inner in value.items():
        key, place = f"{before}{name}", (*at, name)
        if isinstance(inner, dict):
            found.update(_lines(reading, source, inner, place, f"{key}."))
        elif isinstance(inner, list) and all(isinstance(text, str) for text in inner):
            found[key] = tuple(inner)
        elif isinstance(inner, str | int | bool):
            found[key] = (str(inner),)
        else:
            reading.add(source.problem(place, "is no text", "a text or a list of texts"))
    return found


def check_voices(voices: Mapping[str, Voice]) -> Iterator[Problem]:
    """Yield what one language says and another does not; none of it blocks the handbook."""
    first, *others = voices.values()
    for voice in (first, *others):
        for other in voices.values():
            for key in sorted(voice.places.keys() - other.places.keys()):
                source, at = voice.places[key]
                wrong = f"{key} is not said in {other.language}"
                accepted = f"the same name under voice/{other.language}/"
                yield source.problem(at, wrong, accepted, blocks=False)
        yield from _check_statements(voice, first)


def _check_statements(voice: Voice, first: Voice) -> Iterator[Problem]:
    for key, text in voice.statements.items():
        source, at = voice.places[key]
        try:
            used = set(placeholders(text))
            model = set(placeholders(first.statements.get(key, text)))
        except NotAccepted as mistake:
            yield source.problem(at, mistake.wrong, mistake.accepted)
            continue
        if used != model:
            wrong = f"{voice.language} fills {sorted(used)}, {first.language} fills {sorted(model)}"
            yield source.problem(at, wrong, "the same placeholders in each language", blocks=False)
