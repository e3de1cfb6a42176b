"""The exams of the repository, sat with the real representative, judged by the end state."""

import json

from tests.architecture.rules.sources import HOUSE
from tests.journeys.place import makegood

TOM = HOUSE / "exams" / "06_tom_returns_the_washer.toml"


def test_AC18_1_all_are_resolved_nothing_is_wrongly_done_and_the_books_hold(tmp_path):
    ended = makegood(tmp_path / "untouched", "exam", "--json", seconds=1800)
    result = json.loads(ended.stdout)
    failed = [one["name"] for one in result["exams"] if one["built"] and not one["resolved"]]
    assert failed == []
    assert ended.returncode == 0
    assert result["wrongly_acted"] == 0
    assert result["needlessly_handed_over_share"] <= 0.05
    assert result["median_turns"] <= 6
    sat = {one["name"].split("/")[0] for one in result["exams"]}
    assert sat == {file.stem for file in (HOUSE / "exams").glob("*.toml")}
    assert {one["name"]: one["wrong"] for one in result["stories"]} == {
        file.stem: [] for file in (HOUSE / "exams" / "stories").glob("*.toml")
    }
    assert not (tmp_path / "untouched").exists()


def test_an_exam_with_another_end_than_the_true_one_fails_and_says_what_differs(tmp_path):
    paper = tmp_path / "wrong_fee.toml"
    paper.write_text(TOM.read_text().replace('fee = "121.37 USD"', 'fee = "0.00 USD"'))
    ended = makegood(tmp_path, "exam", str(paper), "--json")
    assert ended.returncode == 1
    first = json.loads(ended.stdout)["exams"][0]
    assert first["wrong"] == ["returns.R-2001: fee is 121.37 USD, not 0.00 USD"]
    assert first["wrongly_acted"] == []


def test_what_was_done_or_changed_though_nobody_named_it_is_wrongly_acted(tmp_path):
    paper = tmp_path / "nothing_wanted.toml"
    text = TOM.read_text().replace('did = ["aftersales.open_return"]', "did = []")
    paper.write_text(text.replace('changes = ["papers"]', "changes = []"))
    ended = makegood(tmp_path, "exam", str(paper), "--json")
    assert ended.returncode == 1
    first = json.loads(ended.stdout)["exams"][0]
    assert first["wrongly_acted"] == [
        "aftersales.open_return",
        "C-6: papers.DC-1033, papers.DC-1034, papers.DC-1035 changed",
    ]


def test_transcripts_are_written_to_be_read_a_page_for_each_customer(tmp_path):
    ended = makegood(tmp_path, "exam", str(TOM), "--transcripts", str(tmp_path / "read"))
    assert ended.returncode == 0
    page = (tmp_path / "read" / "06_tom_returns_the_washer.md").read_text()
    assert page.startswith("# Tom sends back the opened washer\n")
    assert "**Customer:** Changed my mind on the washer, it's open but clean.\n" in page
    assert "You get back $750.44." in page
    assert "*Done: aftersales.open_return.*" in page


def test_a_paper_that_cannot_be_read_is_named(tmp_path):
    paper = tmp_path / "half.toml"
    paper.write_text('title = "half of it"\n')
    ended = makegood(tmp_path, "exam", str(paper))
    assert ended.returncode == 2
    assert "half.toml" in ended.stderr
    assert "conversations" in ended.stderr


def test_a_story_with_another_end_than_the_true_one_fails_and_says_what_differs(tmp_path):
    folder = tmp_path / "stories"
    folder.mkdir()
    text = (HOUSE / "exams" / "stories" / "08_delay_to_refund.toml").read_text()
    text = text.replace('silence = "cancel"', 'silence = "consent"')
    text = text.replace('total = "1053.80 USD"', 'total = "1.00 USD"')
    text += '\n[end.never_letters]\n"{party}" = ["June 15, 2026"]\n'
    (folder / "wrong.toml").write_text(text)
    ended = makegood(tmp_path, "exam", str(folder), "--json", "--transcripts", str(tmp_path))
    assert ended.returncode == 1
    (story,) = json.loads(ended.stdout)["stories"]
    assert story["wrong"] == [
        "The supply slips to June: Elena is told before the day: silence is cancel, not consent",
        "C-1001: refunds.RF-3001.total is 1053.80 USD, not 1.00 USD",
        "C-1001 was sent 'June 15, 2026'",
    ]
    assert "2026-04-02 She does not answer; the day passes" in (tmp_path / "wrong.md").read_text()
