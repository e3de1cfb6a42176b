from makegood.core.runner import run
from makegood.domains.billing.tests.till import COMPANY, inside
from makegood.domains.knowledge.queries import gaps_of
from makegood.domains.knowledge.tests.conftest import in_chat


def test_the_words_are_gone_and_that_something_was_asked_stays(cast):
    asked = {"question": "Does my grandmother's teapot fit the washer?"}
    assert run("knowledge.record_gap", asked, actor=in_chat("C-6")).is_done
    assert run("knowledge.record_gap", asked, actor=in_chat("C-7")).is_done

    done = inside("knowledge.erase_questions", COMPANY, party="C-6")

    assert done.answer("questions") == 1
    assert [one.question for one in gaps_of("C-6")] == [""]
    assert "teapot" in gaps_of("C-7")[0].question
