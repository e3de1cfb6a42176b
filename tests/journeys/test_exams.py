"""The exams of the repository, sat with the real representative, judged by the end state."""

import json

from tests.architecture.rules.sources import HOUSE
from tests.journeys.place import makegood


def test_AC18_1_every_exam_is_passed_nothing_was_wrongly_done_and_the_books_hold(tmp_path):
    ended = makegood(tmp_path / "untouched", "exam", "--json")
    result = json.loads(ended.stdout)
    failed = [one for one in result["exams"] if not one["passed"]]
    assert failed == []
    assert ended.returncode == 0
    assert result["passed"] == result["of"] == len(list((HOUSE / "exams").glob("*.toml")))
    assert not (tmp_path / "untouched").exists()


def test_an_exam_with_another_end_than_the_true_one_fails_and_says_what_differs(tmp_path):
    paper = tmp_path / "wrong_fee.toml"
    text = (HOUSE / "exams" / "tom_returns_the_washer.toml").read_text()
    paper.write_text(text.replace('fee = "121.37"', 'fee = "0.00"'))
    ended = makegood(tmp_path, "exam", str(paper), "--json")
    assert ended.returncode == 1
    (one,) = json.loads(ended.stdout)["exams"]
    assert one["wrong"] == ["O-1041/1: fee is 121.37, not 0.00"]


def test_a_paper_that_cannot_be_read_is_named(tmp_path):
    paper = tmp_path / "half.toml"
    paper.write_text('title = "half of it"\n')
    ended = makegood(tmp_path, "exam", str(paper))
    assert ended.returncode == 2
    assert "half.toml" in ended.stderr
    assert "customer" in ended.stderr
