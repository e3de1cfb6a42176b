"""The handbook in force follows its folder, and never an invalid text."""

import threading
import time
from datetime import date

import pytest

from makegood.handbook import HandbookInvalid, Watch

TODAY = date(2026, 6, 15)
RETURNS = "policy/returns.toml"


def days(watch: Watch) -> int:
    return watch.book().clause("RET-2", on=TODAY).whole("days")


def test_thirty_days_changed_to_fourteen_hold_at_once_in_figure_and_sentence(copy):
    watch = Watch(copy.root, look_every_seconds=0)
    before = watch.book()
    assert days(watch) == 30
    copy.rewrite(RETURNS, "days = 30", "days = 14")
    assert days(watch) == 14
    clause = watch.book().clause("RET-2", on=TODAY)
    assert "within 14 days of delivery" in clause.says("says", "en")
    assert "dans les 14 jours" in clause.says("says", "fr")
    assert watch.book().version != before.version
    assert before.clause("RET-2", on=TODAY).whole("days") == 30


def test_a_typing_mistake_leaves_the_old_handbook_in_force_and_is_kept_as_a_problem(copy):
    watch = Watch(copy.root, look_every_seconds=0)
    before = watch.book()
    line = copy.rewrite(RETURNS, "days = 30", "dayz = 14")
    assert watch.book() is before
    assert days(watch) == 30
    assert [(p.file, p.line, p.field, p.wrong) for p in watch.problems()] == [
        (RETURNS, line, "clause[2].figures.dayz", "has no unit")
    ]
    assert watch.problems()[0].accepted.startswith("did you mean days?")
    copy.rewrite(RETURNS, "dayz = 14", "days = 14")
    assert days(watch) == 14
    assert watch.problems() == ()


def test_an_invalid_text_is_read_once_and_not_at_every_look(copy, monkeypatch):
    watch = Watch(copy.root, look_every_seconds=0)
    watch.book()
    copy.rewrite(RETURNS, "days = 30", "days = -1")
    watch.book()
    kept = watch.problems()
    watch.book()
    assert watch.problems() is kept


def test_a_handbook_that_was_never_valid_is_not_given_out(copy):
    copy.rewrite(RETURNS, "days = 30", "days = -1")
    watch = Watch(copy.root, look_every_seconds=0)
    with pytest.raises(HandbookInvalid):
        watch.book()
    copy.rewrite(RETURNS, "days = -1", "days = 30")
    assert days(watch) == 30


def test_the_folder_is_looked_at_only_once_in_a_while(copy):
    watch = Watch(copy.root, look_every_seconds=3600)
    watch.book()
    copy.rewrite(RETURNS, "days = 30", "days = 14")
    assert days(watch) == 30


def test_a_new_file_and_a_removed_file_are_seen(copy):
    watch = Watch(copy.root, look_every_seconds=0)
    article = copy.root / "knowledge" / "belts.md"
    assert any(item.id == "KB-BELTS" for item in watch.book().articles)
    text = article.read_text(encoding="utf-8")
    article.unlink()
    assert not any(item.id == "KB-BELTS" for item in watch.book().articles)
    article.write_text(text, encoding="utf-8")
    assert any(item.id == "KB-BELTS" for item in watch.book().articles)


def test_the_version_is_a_fingerprint_of_the_texts(copy):
    watch = Watch(copy.root, look_every_seconds=0)
    first = watch.book().version
    assert len(first) == 12
    copy.rewrite(RETURNS, "days = 30", "days = 14")
    assert watch.book().version != first
    copy.rewrite(RETURNS, "days = 14", "days = 30")
    assert watch.book().version == first


def test_many_threads_get_whole_handbooks_while_the_text_changes(copy):
    watch = Watch(copy.root, look_every_seconds=0)
    watch.book()
    seen: set[tuple[int, str]] = set()
    failures: list[BaseException] = []
    finished = threading.Event()

    def read() -> None:
        try:
            while not finished.wait(0.001):
                clause = watch.book().clause("RET-2", on=TODAY)
                seen.add((clause.whole("days"), clause.says("says", "en")))
        except BaseException as failure:
            failures.append(failure)

    readers = [threading.Thread(target=read, daemon=True) for _ in range(4)]
    for reader in readers:
        reader.start()
    for former, new in ((30, 14), (14, 21)):
        copy.rewrite(RETURNS, f"days = {former}", f"days = {new}")
        deadline = time.monotonic() + 20
        while days(watch) != new and time.monotonic() < deadline:
            finished.wait(0.01)
        assert days(watch) == new
    finished.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert all(f"within {figure} days" in sentence for figure, sentence in seen)
