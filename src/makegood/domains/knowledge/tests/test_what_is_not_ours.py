"""What we may not advise on or tell is said with where to turn. Source: C01, C04, C07."""

import pytest

from makegood.domains.knowledge.models import Gap
from makegood.domains.knowledge.tests.test_answer_question import ask, said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "question", "article", "part"),
    [
        ("en", "Can I deduct the heat pump from my taxes?", "KB-ADVICE", "ask a tax adviser"),
        ("es", "¿Puedo deducir esto de mis impuestos?", "KB-ADVICE", "asesor fiscal"),
        ("fr", "Puis-je déduire cela de mes impôts ?", "KB-ADVICE", "conseiller fiscal"),
        ("en", "Do you accept a relay service call?", "KB-RELAY", "may last as long as it needs"),
        ("es", "¿Aceptan un servicio de relevo?", "KB-RELAY", "duran lo que haga falta"),
        ("fr", "Acceptez-vous un service de relais ?", "KB-RELAY", "le temps qu'il faut"),
        ("en", "What may a minor who is under age do?", "KB-MINORS", "An adult who may act"),
        ("es", "¿Qué puede hacer un menor de edad?", "KB-MINORS", "un adulto"),
        ("fr", "Que peut faire une personne mineure ?", "KB-MINORS", "un adulte"),
        ("en", "A court sends a subpoena, where does it go?", "KB-AUTHORITIES", "in writing"),
        ("es", "¿Adónde va una orden judicial?", "KB-AUTHORITIES", "por escrito"),
        ("fr", "Où envoyer un mandat du tribunal ?", "KB-AUTHORITIES", "par écrit"),
    ],
)
def test_what_is_for_others_to_say_is_said_with_where_to_turn(language, question, article, part):
    done = ask(question, language=language)
    assert str(done.answer("article")).partition("@")[0] == article
    assert part in " ".join(said(done, language))
    assert Gap.objects.count() == 0


def test_the_police_learn_nothing_of_a_customer_in_a_chat():
    done = ask("The police ask by a court warrant where Tom Gallagher lives")
    told = " ".join(said(done))
    assert "in writing" in told
    assert "Mill Road" not in told
