"""The pages of themes and questionnaires: what one may press, what it does, what is never lost."""

from __future__ import annotations

import pytest
from django.test import Client

from boussole.accounts.models import User
from boussole.core import clock
from boussole.questionnaires import actions
from boussole.questionnaires.editing import entries
from boussole.questionnaires.models import Category, Questionnaire, TerritoryTheme, Theme
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.questionnaires import CategoryFactory, QuestionnaireFactory, TerritoryThemeFactory
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
HERE = "/animation/questionnaires"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def published() -> Questionnaire:
    return QuestionnaireFactory()


@pytest.fixture
def animator(published: Questionnaire) -> User:
    mandate = MandateFactory()
    TerritoryThemeFactory(territory=mandate.territory, theme=published.theme)
    return mandate.user


@pytest.fixture
def national() -> User:
    return MandateFactory(role="NATIONAL", territory=None).user


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return " ".join(answer.content.decode().split())


def draft_of(client: Client, scope: str = "national") -> Questionnaire:
    client.post(f"{HERE}/{scope}/emploi/brouillon/")
    return Questionnaire.objects.at_work().get()


def typed(question: dict, answers: list[dict], **changes: object) -> dict:
    """What a browser sends for the page of a question with answers to choose."""
    fields: dict[str, object] = {"text": question["text"], "help": "", "label": question["label"]}
    for rank, answer in enumerate(answers):
        fields |= {f"r-{rank}-{name}": answer.get(name, "") for name in ("code", "text", "reason", "summary")}
        if answer.get("wildcard"):
            fields[f"r-{rank}-wildcard"] = "on"
    return {
        **fields,
        "r-TOTAL_FORMS": len(answers),
        "r-INITIAL_FORMS": len(question["answers"]),
        **changes,
    }


def test_the_national_team_writes_a_question_and_its_answers(national, published):
    client = sign_in(Client(), national)
    draft = draft_of(client)

    sent = client.post(
        f"{HERE}/{draft.pk}/pages/1/question/", {"text": "Tu as un vélo ?", "label": "Vélo", "kind": "one"}
    )
    assert sent["Location"] == f"{HERE}/{draft.pk}/questions/velo/"
    assert "À corriger avant de publier" in page(client, sent["Location"])
    question = entries(Questionnaire.objects.get(pk=draft.pk).document)["velo"]
    more = [*question["answers"], {"text": "Oui", "reason": "tu as un vélo"}, {"text": "Non"}]
    client.post(sent["Location"], typed(question, more, seen=1, kind="several"))

    question = entries(Questionnaire.objects.get(pk=draft.pk).document)["velo"]
    assert [answer["code"] for answer in question["answers"]] == ["oui", "non", "ne-sais-pas"]
    assert question["kind"] == "several"
    down = typed(question, question["answers"], seen=2, kind="several", geste="answer-down:oui")
    client.post(sent["Location"], down)
    client.post(f"{HERE}/{draft.pk}/agencer/", {"geste": "question-up:velo"})
    draft.refresh_from_db()
    assert [answer["code"] for answer in entries(draft.document)["velo"]["answers"]] == [
        "non",
        "oui",
        "ne-sais-pas",
    ]
    assert list(entries(draft.document))[:3] == ["statut", "velo", "cherche"]


def test_every_page_opens_for_who_writes(national, animator, published):
    OfferFactory(theme=published.theme, criteria={"statut": {"only": ["recherche"]}})
    for user, scope in ((national, "national"), (animator, "loire")):
        client = sign_in(Client(), user)
        draft = draft_of(client, scope)
        for path in (
            f"{HERE}/",
            f"{HERE}/{scope}/emploi/",
            f"{HERE}/{draft.pk}/",
            f"{HERE}/{draft.pk}/pages/nouvelle/",
            f"{HERE}/{draft.pk}/pages/1/",
            f"{HERE}/{draft.pk}/pages/1/question/",
            *(f"{HERE}/{draft.pk}/questions/{code}/" for code in entries(draft.document)),
            f"{HERE}/{draft.pk}/essayer/",
            f"{HERE}/{draft.pk}/publier/",
            f"{HERE}/{draft.pk}/comparer/",
            f"{HERE}/{draft.pk}/abandonner/",
            "/animation/themes/",
        ):
            page(client, path)
        client.post(f"{HERE}/{draft.pk}/abandonner/")


def test_an_animator_rewords_and_resets_a_national_question(animator, published):
    client = sign_in(Client(), animator)
    draft = draft_of(client, "loire")
    statut = entries(draft.document)["statut"]
    answers = [
        {**statut["answers"][0], "text": "Je vais au lycée"},
        *statut["answers"][1:],
        {"text": "Autre chose"},
    ]
    client.post(
        f"{HERE}/{draft.pk}/questions/statut/",
        typed(statut, answers, text="Tu fais quoi dans la Loire ?", seen=0),
    )
    draft.refresh_from_db()
    assert draft.layer == {
        "wording": {
            "statut": {
                "text": "Tu fais quoi dans la Loire ?",
                "answers": {"lycee": {"text": "Je vais au lycée"}},
            }
        },
        "answers": {"statut": [{"code": "loire-autre-chose", "text": "Autre chose"}]},
    }
    shown = page(client, f"{HERE}/{draft.pk}/questions/statut/")
    assert "Texte national" in shown
    assert "Reprendre le texte national" in shown

    mine = entries(draft.document)["statut"]
    client.post(
        f"{HERE}/{draft.pk}/questions/statut/",
        typed(mine, mine["answers"], seen=1, geste="answer-reset:lycee"),
    )
    client.post(
        f"{HERE}/{draft.pk}/questions/statut/",
        typed(
            mine,
            mine["answers"][:0],
            geste="question-reset",
            **{"r-TOTAL_FORMS": 0, "r-INITIAL_FORMS": 0, "seen": 2},
        ),
    )
    client.post(f"{HERE}/{draft.pk}/agencer/", {"geste": "question-remove:handicap"})
    draft.refresh_from_db()
    assert draft.layer == {"hidden": ["handicap"]}
    assert "Cachées dans ce territoire" in page(client, f"{HERE}/{draft.pk}/")
    client.post(f"{HERE}/{draft.pk}/agencer/", {"geste": "question-show:handicap"})
    draft.refresh_from_db()
    assert draft.layer == {}


def test_what_a_colleague_saved_is_not_overwritten_and_nothing_typed_is_lost(national, published):
    client = sign_in(Client(), national)
    draft = draft_of(client)
    statut = entries(draft.document)["statut"]
    path = f"{HERE}/{draft.pk}/questions/statut/"
    client.post(path, typed(statut, statut["answers"], text="La question de Nadia ?", seen=0))
    late = client.post(path, typed(statut, statut["answers"], text="La question de Paul ?", seen=0))

    said = late.content.decode()
    assert "Une autre personne vient d’enregistrer cette question" in said
    assert "La question de Nadia ?" in said.replace(" ?", " ?")
    assert "La question de Paul ?" in said
    draft.refresh_from_db()
    assert entries(draft.document)["statut"]["text"] == "La question de Nadia ?"


def test_one_tries_a_draft_page_by_page_and_sees_the_offers(national, published):
    OfferFactory(
        theme=published.theme, title="Trouver un stage", criteria={"statut": {"only": ["recherche"]}}
    )
    client = sign_in(Client(), national)
    draft = draft_of(client)
    start = page(client, f"{HERE}/{draft.pk}/essayer/?commune=Roanne&age=19")
    assert "Un jeune de Roanne, 19 ans." in start
    assert "1 offre trouvée" in start

    step = "commune=Roanne&age=19&vu=statut&r-statut=lycee&vu=cherche"
    assert "0 offre trouvée" in page(client, f"{HERE}/{draft.pk}/essayer/?{step}")
    done = page(
        client, f"{HERE}/{draft.pk}/essayer/?{step.replace('lycee', 'ne-sais-pas')}&vu=ressources&vu=handicap"
    )
    assert "Le questionnaire est fini" in done
    assert "Trouver un stage" in done


def test_publishing_says_what_changes_then_does_it(national, published):
    client = sign_in(Client(), national)
    draft = draft_of(client)
    client.post(f"{HERE}/{draft.pk}/pages/3/", {"title": "Ta vie"})
    told = page(client, f"{HERE}/{draft.pk}/publier/")
    assert "Page « Au quotidien » : elle s’appelle « Ta vie »." in told
    client.post(f"{HERE}/{draft.pk}/publier/", {"programmer": "1", "on": "2026-12-01"})
    assert "Elle sera mise en ligne le mardi 1er décembre 2026" in page(client, f"{HERE}/{draft.pk}/")
    client.post(f"{HERE}/{draft.pk}/publier/", {"reprendre": "1"})
    client.post(f"{HERE}/{draft.pk}/publier/", {"publier": "1"})
    assert Questionnaire.objects.on_line().get().version == 2
    assert "Version 2" in page(client, f"{HERE}/national/emploi/")


def test_a_version_that_came_back_from_the_past_becomes_a_draft(national, published):
    client = sign_in(Client(), national)
    draft = draft_of(client)
    client.post(f"{HERE}/{draft.pk}/agencer/", {"geste": "question-remove:handicap"})
    client.post(f"{HERE}/{draft.pk}/publier/", {"publier": "1"})
    client.post(f"{HERE}/national/emploi/brouillon/", {"version": "1"})
    assert entries(Questionnaire.objects.at_work().get().document) == entries(published.document)


def test_the_national_team_writes_themes_and_categories(national):
    client = sign_in(Client(), national)
    words = {
        "name": "Loisirs",
        "code": "loisirs",
        "invitation": "Trouver une activité",
        "pictogram": "palette",
    }
    assert client.post("/animation/themes/nouveau/", words)["Location"] == "/animation/themes/loisirs/"
    client.post("/animation/themes/loisirs/categories/", {"name": "Bouger"})
    client.post("/animation/themes/loisirs/categories/", {"name": "Créer"})
    client.post("/animation/themes/loisirs/categories/", {"name": "Appelle le 06 39 98 12 34"})
    client.post("/animation/themes/loisirs/categories/creer/", {"sens": "monter"})
    client.post("/animation/themes/loisirs/categories/bouger/", {"renommer": "1", "name": "Faire du sport"})
    names = Theme.objects.get(code="loisirs").categories.order_by("position").values_list("name", flat=True)
    assert list(names) == ["Créer", "Faire du sport", "Appelle le 06 39 98 12 34"]

    QuestionnaireFactory(theme=Theme.objects.get(code="loisirs"))
    client.post("/animation/themes/loisirs/", {**words, "code": "sport", "name": "Loisirs et sport"})
    assert Theme.objects.get(code="loisirs").name == "Loisirs et sport"


def test_a_category_with_offers_is_not_removed_and_they_are_named(national):
    category = CategoryFactory(code="postuler", name="Postuler")
    OfferFactory(category=category, theme=category.theme, title="Écrire ton CV")
    client = sign_in(Client(), national)
    answer = client.post("/animation/themes/emploi/categories/postuler/", {"retirer": "1"}, follow=True)
    said = " ".join(answer.content.decode().split())
    assert "« Postuler » sert encore : « Écrire ton CV ». Changez d’abord leur catégorie." in said
    assert Category.objects.filter(code="postuler").exists()


def test_an_animator_opens_words_and_closes_a_theme(animator, published):
    client = sign_in(Client(), animator)
    sante = QuestionnaireFactory(theme=CategoryFactory(theme__code="sante").theme).theme
    path = "/animation/themes/de/loire/sante/"
    client.post(path, {"ouvrir": "1", "on": "2026-12-01"})
    client.post(path, {"mots": "1", "invitation": "Aller mieux dans la Loire", "description": ""})
    client.post(f"{path}rang/", {"sens": "monter"})
    opened = TerritoryTheme.objects.get(theme=sante)
    assert (str(opened.opened_on), opened.invitation) == ("2026-12-01", "Aller mieux dans la Loire")
    assert "S’ouvre le mardi 1er décembre 2026" in page(client, "/animation/themes/")
    client.post(path.replace("sante", "emploi"), {"fermer": "1", "on": "2026-12-31"})
    assert str(TerritoryTheme.objects.get(theme=published.theme).closed_on) == "2026-12-31"


def test_an_animator_reads_neither_the_national_draft_nor_another_territory(animator, national, published):
    draft = actions.start_draft(published.theme, None, by=national, day=NOW.date(), now=NOW)
    client = sign_in(Client(), animator)
    for path in ("", "essayer/", "publier/", "comparer/", "questions/statut/"):
        assert client.get(f"{HERE}/{draft.pk}/{path}").status_code == 404
    assert client.get("/animation/themes/emploi/").status_code == 404
    assert client.post(f"{HERE}/national/emploi/brouillon/")["Location"] == f"{HERE}/national/emploi/"
    assert Questionnaire.objects.at_work().count() == 1
