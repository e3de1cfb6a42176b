"""The registry: an act that leaves something out is refused, and a new one is one file."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from importlib import import_module, util
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import pytest
from pydantic import Field

from makegood.core.actor import Actor
from makegood.core.describing import described
from makegood.core.operation import Ask, Nothing, Operation
from makegood.core.outcome import NotFound
from makegood.core.registry import Registry, Unfit, registry
from makegood.core.runner import run
from makegood.core.tests.umbrella import LendUmbrella

ONE_FILE = dedent(
    '''
    """Say hello: the smallest act there can be."""

    from pydantic import Field

    from makegood.core.actor import V0
    from makegood.core.decision import allow
    from makegood.core.operation import Ask, Needs, Operation, Result
    from makegood.core.outcome import ensure
    from makegood.core.registry import register
    from makegood.core.standing import anyone


    class SayHelloAsk(Ask):
        whom: str = Field(description="Whom to greet.", examples=["Tom"], max_length=40)


    class HelloSaid(Result):
        words: str


    @register
    class SayHello(Operation[SayHelloAsk, str, HelloSaid]):
        """Greet somebody by name.

        More words than the summary.
        """

        name = "tests.say_hello"
        needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
        retention = "none"

        def gather(self, ask): return "Hello"
        def decide(self, ask, facts): return allow()
        def execute(self, ask, facts, decision): return HelloSaid(words=f"{facts}, {ask.whom}")
        def verify(self, ask, facts, result): ensure(ask.whom in result.words, "a greeting")
    '''
)


@pytest.fixture
def one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """One new file with one new act, imported as the company does when it starts."""
    (tmp_path / "say_hello_of_the_tests.py").write_text(ONE_FILE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("say_hello_of_the_tests")
    sys.modules.pop("say_hello_of_the_tests")
    registry.remove("tests.say_hello")


@pytest.mark.django_db
def test_a_new_act_is_one_file(one_file: ModuleType) -> None:
    assert "tests.say_hello" in registry
    assert registry.get("tests.say_hello") is one_file.SayHello
    assert one_file.SayHello in registry.all()
    done = run("tests.say_hello", {"whom": "Tom"}, actor=Actor.system())
    assert done.result == {"words": "Hello, Tom"}
    registry.remove("tests.say_hello")
    assert one_file.SayHello not in registry.all()
    with pytest.raises(NotFound):
        run("tests.say_hello", {"whom": "Tom"}, actor=Actor.system())


def test_it_is_described_with_its_schemas(one_file: ModuleType) -> None:
    shown: dict[str, Any] = described(one_file.SayHello)
    assert shown["summary"] == "Greet somebody by name."
    assert (shown["level"], shown["authority"], shown["automated"]) == (0, None, True)
    assert shown["ask"]["properties"]["whom"] == {
        "title": "Whom",
        "type": "string",
        "maxLength": 40,
        "description": "Whom to greet.",
        "examples": ["Tom"],
    }
    assert shown["ask"]["additionalProperties"] is False
    assert shown["result"]["required"] == ["words"]


@pytest.mark.skipif(util.find_spec("makegood.faces.api") is None, reason="without the API's face")
def test_it_appears_in_the_api_with_the_same_schema_and_disappears_with_its_file(
    one_file: ModuleType,
) -> None:
    api = import_module("makegood.faces.api.app").api

    def posts() -> dict[str, Any]:
        paths = api.get_openapi_schema()["paths"]
        return {path: paths[path] for path in paths if "say_hello" in path}

    schema = api.get_openapi_schema()
    found = posts()
    assert set(found) == {
        "/api/v1/operations/tests.say_hello",
        "/api/v1/operations/tests.say_hello/preview",
    }
    for path in found.values():
        body = path["post"]["requestBody"]["content"]["application/json"]["schema"]
        name = body["$ref"].rpartition("/")[2]
        assert schema["components"]["schemas"][name] == one_file.SayHelloAsk.model_json_schema()
    assert found["/api/v1/operations/tests.say_hello"]["post"]["summary"] == (
        "Do: Greet somebody by name."
    )
    registry.remove("tests.say_hello")
    assert posts() == {}


def without(part: str) -> type[Operation[Any, Any, Any]]:
    """The umbrella's act, but for one part that it leaves out."""
    parts = {name: value for name, value in vars(LendUmbrella).items() if name != part}
    parts["__orig_bases__"] = LendUmbrella.__orig_bases__  # type: ignore[attr-defined]  # typing's
    return type("Lacking", (Operation,), {**parts, "__qualname__": "Lacking"})


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("name", "`name`"), ("needs", "`needs`"), ("retention", "`retention`"),
        ("gather", "`gather`"), ("decide", "`decide`"), ("execute", "`execute`"),
        ("verify", "`verify`"),
    ],
)  # fmt: skip
def test_an_act_that_leaves_a_part_out_is_refused_by_what_it_left_out(part: str, told: str) -> None:
    known = Registry()
    with pytest.raises(Unfit, match=f"^Lacking leaves out {told}$"):
        known.add(without(part))
    assert known.all() == []


def test_an_act_that_says_nothing_of_itself_is_refused() -> None:
    mute = without("__doc__")
    assert inspect.getdoc(mute) != inspect.getdoc(LendUmbrella)
    with pytest.raises(Unfit, match="its docstring"):
        Registry().add(mute)


class Bare(Ask):
    stand: str
    rain: bool = Field(description="Whether it rains.")
    words: str = Field(examples=["thanks"])


def test_a_field_that_nobody_explained_is_refused_by_its_name() -> None:
    bare = without("ask_model")
    bare.ask_model = classmethod(lambda cls: Bare)  # type: ignore[method-assign, assignment]  # one
    with pytest.raises(Unfit) as caught:
        Registry().add(bare)
    assert str(caught.value) == (
        "Lacking leaves out the description of `stand`, an example of `stand`, "
        "an example of `rain`, the description of `words`"
    )


def test_all_that_is_left_out_is_told_at_once() -> None:
    class Empty(Operation[Nothing, None, Any]):
        pass

    with pytest.raises(Unfit) as caught:
        Registry().add(Empty)
    told = str(caught.value)
    for part in ("`name`", "`needs`", "`retention`", "docstring", "`gather`", "`verify`"):
        assert part in told


def test_an_act_that_may_wait_for_a_yes_asks_for_no_secret() -> None:
    class Whispered(LendUmbrella):
        """Lend an umbrella to whoever knows the word."""

        secrets = frozenset({"words"})

    with pytest.raises(Unfit, match="asks for a secret, which cannot wait for a yes"):
        Registry().add(Whispered)


def test_two_acts_cannot_have_one_name() -> None:
    known = Registry()
    known.add(LendUmbrella)
    known.add(LendUmbrella)
    other = without("none of its parts")
    with pytest.raises(Unfit, match=r"two operations are named tests\.lend_umbrella"):
        known.add(other)
    assert known.all() == [LendUmbrella]


def test_acts_are_listed_by_name() -> None:
    names = [operation.name for operation in registry.all()]
    assert names == sorted(names)
    assert len(names) == len(set(names))
