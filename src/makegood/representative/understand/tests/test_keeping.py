"""What was learned is kept: the next start reads it, and whatever is wrong with it is seen."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from makegood.representative.understand import keeping as kept
from makegood.representative.understand.keeping import MOST_KEPT, Keeping
from makegood.representative.understand.model import OUT_OF_SCOPE, IntentModel

SAID = {
    "card": ["where is my card", "my card has not come", "card still not here", "no card yet"],
    "top_up": ["top up my account", "how do I add money", "add money please", "topping up"],
    OUT_OF_SCOPE: ["sing a song", "who won the game", "tell me a joke", "what is the weather"],
}
ASKED = ["has my card come", "ad mony", "sing me another song", "hello", ""]


class School:
    """Teaches a small model, and counts how often it had to."""

    def __init__(self) -> None:
        self.lessons = 0

    def teach(self) -> IntentModel:
        self.lessons += 1
        texts = [text for said in SAID.values() for text in said]
        return IntentModel().fit(texts, [label for label, said in SAID.items() for _ in said])


@pytest.fixture
def school() -> School:
    return School()


def file_in(folder: Path) -> Path:
    (found,) = folder.glob("*.model")
    return found


def test_a_second_start_reads_the_very_same_model(tmp_path: Path, school: School) -> None:
    learned = Keeping(tmp_path / "learned").model("words", school.teach)
    read = Keeping(tmp_path / "learned").model("words", school.teach)

    assert school.lessons == 1
    assert (read.labels, read.outside) == (learned.labels, OUT_OF_SCOPE)
    assert [read.predict(text) for text in ASKED] == [learned.predict(text) for text in ASKED]


def test_other_words_and_other_code_are_learned_by_themselves(
    tmp_path: Path, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("words", "other words"):
        Keeping(tmp_path).model(words, school.teach)
    monkeypatch.setattr(kept, "_this_code", lambda: "changed since")
    Keeping(tmp_path).model("words", school.teach)

    assert school.lessons == 3


@pytest.mark.parametrize("wrong", ["cut short", "one bit turned", "of other words", "empty"])
def test_a_file_that_is_damaged_or_foreign_is_said_and_learned_anew(
    wrong: str, tmp_path: Path, school: School, caplog: pytest.LogCaptureFixture
) -> None:
    learned = Keeping(tmp_path).model("words", school.teach)
    file = file_in(tmp_path)
    whole = file.read_bytes()
    if wrong == "of other words":
        Keeping(tmp_path / "others").model("other words", school.teach)
        file.write_bytes(file_in(tmp_path / "others").read_bytes())
    else:
        turned = whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]
        file.write_bytes({"cut short": whole[:-9], "one bit turned": turned, "empty": b""}[wrong])
    before = school.lessons

    with caplog.at_level(logging.WARNING):
        again = Keeping(tmp_path).model("words", school.teach)

    assert school.lessons == before + 1
    assert f"{file} is damaged or belongs elsewhere, so it is learned anew" in caplog.text
    assert again.predict("has my card come") == learned.predict("has my card come")
    assert file.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_said_and_learned_all_the_same(
    tmp_path: Path, school: School, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a file").write_text("no folder")

    with caplog.at_level(logging.WARNING):
        model = Keeping(tmp_path / "a file").model("words", school.teach)

    assert model.predict("has my card come").label == "card"
    assert school.lessons == 1
    assert "cannot be kept" in caplog.text


def test_of_many_who_need_it_at_once_one_learns(tmp_path: Path, school: School) -> None:
    with ThreadPoolExecutor(8) as workers:
        models = list(
            workers.map(lambda _: Keeping(tmp_path).model("words", school.teach), range(8))
        )

    assert school.lessons == 1
    assert len({model.predict("has my card come") for model in models}) == 1


def test_only_the_files_that_were_used_last_stay(tmp_path: Path, school: School) -> None:
    for n in range(MOST_KEPT + 2):
        Keeping(tmp_path).model("the first", school.teach)
        Keeping(tmp_path).model(f"edition {n}", school.teach)

    assert len(list(tmp_path.glob("*.model"))) == MOST_KEPT
    before = school.lessons
    Keeping(tmp_path).model("the first", school.teach)
    assert school.lessons == before


def test_whoever_serves_has_another_program_learn_and_reads_what_that_kept(
    tmp_path: Path, school: School
) -> None:
    another = School()

    def beside() -> None:
        Keeping(tmp_path).model("words", another.teach)

    models = [Keeping(tmp_path, beside).model("words", school.teach) for _ in range(2)]

    assert (another.lessons, school.lessons) == (1, 0)
    assert [one.predict("has my card come").label for one in models] == ["card", "card"]


def test_where_the_other_program_learned_nothing_one_learns_all_the_same(
    tmp_path: Path, school: School
) -> None:
    model = Keeping(tmp_path, beside=lambda: None).model("words", school.teach)

    assert school.lessons == 1
    assert model.predict("has my card come").label == "card"


def test_where_a_disk_is_full_it_is_learned_once(
    tmp_path: Path, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Keeping, file: Path, model: IntentModel) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Keeping, "_write", full)
    model = Keeping(tmp_path).model("words", school.teach)

    assert school.lessons == 1
    assert model.predict("has my card come").label == "card"


def test_where_nothing_can_be_kept_no_other_program_learns_in_vain(
    tmp_path: Path, school: School
) -> None:
    (tmp_path / "a file").write_text("no folder")
    asked: list[str] = []

    Keeping(tmp_path / "a file", lambda: asked.append("beside")).model("words", school.teach)

    assert (asked, school.lessons) == ([], 1)
