"""Nadia writes an offer: section after section, saved as she goes, proposed at the end."""

from dataclasses import replace

import pytest
from django.urls import reverse

from boussole.accounts.models import User
from boussole.audit.models import Entry
from boussole.offers.actions.reviewing import send_back
from boussole.offers.actions.writing import start_version
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import Offer, OfferVersion, ReviewComment
from tests.factories.accounts import MandateFactory
from tests.factories.partners import ReferentFactory
from tests.factories.questionnaires import CategoryFactory
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(office) -> OfferVersion:
    """A draft that Nadia has just begun."""
    CategoryFactory(theme=office.offer.theme)
    office.post("start_offer", category="emploi/faire-le-point", title="Écrire ton CV")
    return OfferVersion.objects.get(offer__title="Écrire ton CV")


def section(office, version, name, **typed):
    """Sends one section as the page had it, with these changes."""
    url = reverse("extranet:write_section", args=[version.offer.code, name])
    form = office.client.get(url).context["form"]
    return office.client.post(url, {**posted_of(form), "seen": seen_by(office, version, name), **typed})


def seen_by(office, version, name):
    return office.client.get(reverse("extranet:write_section", args=[version.offer.code, name])).context[
        "seen"
    ]


def posted_of(form):
    """What a browser sends of a form that nobody touched."""
    found = {}
    for field in form:
        value = field.value()
        if value is None or value is False or value == []:
            continue
        found[field.html_name] = (
            "on"
            if value is True
            else [str(one) for one in value]
            if isinstance(value, list | tuple)
            else str(value)
        )
    return found


def fresh(version):
    return OfferVersion.objects.get(pk=version.pk).content


def test_an_offer_begins_with_a_subject_and_a_title(office, draft):
    assert draft.offer.status == Offer.Status.DRAFT
    assert draft.offer.contact_emails == [office.structure.email]
    assert draft.content.promised_days == office.structure.default_promised_days
    page = words(office.get("write_section", draft.offer.code, "essentiel"))
    assert "1 L’essentiel" in page
    assert "6 Relire et proposer à compléter" not in page


def test_without_a_title_nothing_begins_and_what_was_chosen_stays(office):
    page = office.post("start_offer", category="emploi/faire-le-point", title="")

    assert "Donnez un titre" in words(page)
    assert 'value="emploi/faire-le-point" selected' in page
    assert Offer.objects.count() == 1


def test_each_section_is_saved_and_leads_to_the_next(office, draft):
    answer = section(office, draft, "essentiel", summary="Tu repars avec un CV.", is_free="on")

    assert answer["Location"] == reverse("extranet:write_section", args=[draft.offer.code, "pour-qui"])
    assert (fresh(draft).summary, fresh(draft).is_free) == ("Tu repars avec un CV.", True)
    assert Offer.objects.get(pk=draft.offer_id).summary == "Tu repars avec un CV."


def test_a_delay_out_of_bounds_is_kept_as_typed_with_its_sentence(office, draft):
    answer = section(office, draft, "quand", promised_days="12", opening_hours="le mercredi")

    assert fresh(draft).promised_days == 12
    assert fresh(draft).opening_hours == "le mercredi"
    for page in (answer.content.decode(), office.get("write_section", draft.offer.code, "quand")):
        assert "écrivez 7 au plus" in words(page)
        assert 'value="12"' in page


def test_criteria_are_said_in_words_and_in_one_sentence(office, draft):
    section(
        office,
        draft,
        "pour-qui",
        **{
            "kind-age": "RANGE",
            "from-age": "18",
            "to-age": "25",
            "kind-statut": "ONLY",
            "only-statut": ["recherche"],
        },
    )

    assert fresh(draft).criteria == (
        Criterion("age", CriterionKind.RANGE, minimum=18, maximum=25),
        Criterion("statut", CriterionKind.ONLY, accepted=frozenset({"recherche"})),
    )
    page = words(office.get("write_section", draft.offer.code, "pour-qui"))
    assert "De 18 à 25 ans, cherche du travail : département de la Loire." in page
    assert "Handicap ou maladie Question sensible Tout le monde" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind-statut": "ONLY"}, "Cochez au moins une réponse"),
        ({"kind-age": "RANGE", "from-age": "25", "to-age": "18"}, "pas plus petit que 25"),
        ({"kind-age": "RANGE", "from-age": "dix-huit"}, "Écrivez un nombre entier"),
    ],
)
def test_a_criterion_that_would_exclude_everybody_is_not_kept(office, draft, typed, sentence):
    answer = section(office, draft, "pour-qui", **typed)

    assert sentence in words(answer.content.decode())
    assert fresh(draft).criteria == ()


def test_a_condition_of_another_questionnaire_stays_until_it_is_dropped(office, draft):
    gone = Criterion("vehicule", CriterionKind.ONLY, accepted=frozenset({"oui"}))
    OfferVersion.objects.filter(pk=draft.pk).update(
        document={**draft.document, "criteria": {"vehicule": {"only": ["oui"]}}}
    )

    section(office, draft, "pour-qui", **{"kind-permis": "ONLY", "only-permis": ["oui"]})
    assert gone in fresh(draft).criteria
    section(office, draft, "pour-qui", **{"drop-vehicule": "on"})
    assert [each.question for each in fresh(draft).criteria] == ["permis"]


def test_a_zone_is_narrowed_by_its_communes(office, draft):
    section(office, draft, "ou", zone="partie", areas=["commune:42218", "epci:244200770", "commune:42187"])

    # Saint-Étienne is in its intercommunalité, taken whole.
    assert fresh(draft).areas == ("commune:42187", "epci:244200770")


def test_a_commune_is_added_by_its_name(office, draft):
    section(office, draft, "ou", zone="partie", commune="Roanne (42300)")

    assert fresh(draft).areas == ("commune:42187",)


def test_a_commune_out_of_the_zone_of_the_structure_is_named(office, draft):
    answer = section(office, draft, "ou", zone="partie", commune="Lyon")

    assert "Aucune commune de la zone de votre structure ne s’appelle « Lyon »" in words(
        answer.content.decode()
    )
    assert fresh(draft).areas is None


def test_an_area_left_outside_by_the_structure_is_named(office, draft):
    OfferVersion.objects.filter(pk=draft.pk).update(
        document={**draft.document, "areas": ["commune:42218", "commune:43157"]}
    )

    page = words(office.get("write_section", draft.offer.code, "ou"))
    assert "Hors de la zone de votre structure : Le Puy-en-Velay" in page


def test_the_page_saves_as_one_types_and_says_when(office, draft):
    url = reverse("extranet:write_section", args=[draft.offer.code, "essentiel"])
    form = office.client.get(url).context["form"]
    typed = {
        **posted_of(form),
        "seen": seen_by(office, draft, "essentiel"),
        "summary": "Deux heures pour toi.",
    }

    first = office.client.post(url, typed, headers={"Accept": "application/json"}).json()
    assert first["words"] == "Enregistré à 10\u00a0h\u00a000"
    second = office.client.post(
        url, {**typed, "seen": first["seen"], "summary": "Une heure."}, headers={"Accept": "application/json"}
    )
    assert second.status_code == 200
    assert fresh(draft).summary == "Une heure."


def test_the_text_of_a_colleague_is_never_overwritten_and_both_are_shown(office, draft):
    url = reverse("extranet:write_section", args=[draft.offer.code, "essentiel"])
    form = office.client.get(url).context["form"]
    typed = {**posted_of(form), "seen": seen_by(office, draft, "essentiel"), "summary": "Le texte de Nadia."}
    section(office, draft, "essentiel", summary="Le texte de Malik.")

    saved_as_one_types = office.client.post(url, typed, headers={"Accept": "application/json"})
    answer = office.client.post(url, typed)

    assert (saved_as_one_types.status_code, answer.status_code) == (409, 409)
    assert fresh(draft).summary == "Le texte de Malik."
    page = words(answer.content.decode())
    assert "Enregistré Le texte de Malik." in page
    assert "Chez vous Le texte de Nadia." in page
    office.client.post(url, {**typed, "seen": answer.context["seen"]})
    assert fresh(draft).summary == "Le texte de Nadia."


def test_colleagues_write_two_sections_at_the_same_time(office, draft):
    url = reverse("extranet:write_section", args=[draft.offer.code, "essentiel"])
    form = office.client.get(url).context["form"]
    typed = {**posted_of(form), "seen": seen_by(office, draft, "essentiel"), "summary": "Le texte de Nadia."}
    section(office, draft, "quand", promised_days="5")

    assert office.client.post(url, typed).status_code == 302
    assert (fresh(draft).summary, fresh(draft).promised_days) == ("Le texte de Nadia.", 5)


def test_the_panels_are_computed_from_what_is_typed_and_nothing_is_saved(office, draft):
    url = reverse("extranet:look_section", args=[draft.offer.code, "pour-qui"])
    answer = office.client.post(url, {"kind-age": "RANGE", "from-age": "30", "to-age": "", "seen": "x"})

    assert "30 ans et plus : département de la Loire." in words(answer.content.decode())
    assert fresh(draft).criteria == ()


def test_contacts_act_at_once(office, draft):
    malik = ReferentFactory(structure=office.structure, user__first_name="Malik").user
    office.post(
        "write_contacts",
        draft.offer.code,
        contact_emails="a@example.org\nb@example.org",
        followed_by=malik.pk,
    )

    offer = Offer.objects.get(pk=draft.offer_id)
    assert (offer.contact_emails, offer.followed_by) == (["a@example.org", "b@example.org"], malik)
    assert Entry.objects.filter(code="offer.contacts_changed").count() == 1


def test_the_contacts_of_an_offer_on_line_change_without_any_version(office):
    page = office.post("offer_contacts", office.offer.code, contact_emails="b@example.org", followed_by="")

    assert "les prochaines demandes arrivent là" in words(page)
    assert Offer.objects.get(pk=office.offer.pk).contact_emails == ["b@example.org"]
    assert not office.offer.versions.at_work().exists()


def test_a_wrong_address_is_named(office, draft):
    page = office.post("write_contacts", draft.offer.code, contact_emails="equipe@", followed_by="")

    assert "« equipe@ » n’est pas une adresse complète" in words(page)


def test_what_is_missing_leads_to_its_field_and_nothing_leaves(office, draft):
    page = office.get("review_draft", draft.offer.code)

    assert "Écrivez le texte court" in words(page)
    assert (
        f'href="{reverse("extranet:write_section", args=[draft.offer.code, "essentiel"])}#id_summary"' in page
    )
    office.post("review_draft", draft.offer.code)
    assert OfferVersion.objects.get(pk=draft.pk).status == OfferVersion.Status.DRAFT


def test_a_complete_offer_is_proposed_and_then_only_read(office, draft):
    section(office, draft, "essentiel", summary="Tu repars avec un CV.", is_free="on")
    page = words(office.post("review_draft", draft.offer.code))

    assert "L’offre est partie en relecture" in page
    assert "En relecture depuis aujourd’hui" in page
    assert "En relecture depuis aujourd’hui" in words(office.get("offers"))
    answer = office.client.get(
        reverse("extranet:write_section", args=[draft.offer.code, "essentiel"]), follow=True
    )
    assert "Cette version est en relecture" in words(answer.content.decode())


def test_what_the_animation_asks_is_on_every_page(office, draft):
    section(office, draft, "essentiel", summary="Tu repars avec un CV.", is_free="on")
    office.post("review_draft", draft.offer.code)
    animator: User = MandateFactory().user
    version = OfferVersion.objects.get(pk=draft.pk)
    send_back(version, note="Presque !", by=animator, day=office.hands.now.date(), now=office.hands.now)
    ReviewComment.objects.create(
        version=version, field="summary", text="Dis combien de temps.", at=office.hands.now
    )

    assert "À reprendre : 1 remarque" in words(office.get("offers"))
    page = words(office.get("write_section", draft.offer.code, "essentiel"))
    assert "Presque ! Enregistrer Texte court : Dis combien de temps." in page  # the button of the Enter key
    comment = version.comments.get()
    answer = section(office, version, "essentiel", summary="Deux heures pour un CV.", fait=str(comment.pk))
    assert answer["Location"].endswith("/ecrire/essentiel/")
    assert fresh(version).summary == "Deux heures pour un CV."
    assert version.comments.filter(done_at=None).count() == 0


def test_an_offer_on_line_stays_there_while_its_next_version_is_written(office):
    office.post("write_offer", office.offer.code)
    version = office.offer.versions.at_work().get()
    section(office, version, "essentiel", title="Répéter ton entretien")

    assert Offer.objects.get(pk=office.offer.pk).title == "Préparer ton entretien"
    page = words(office.get("offer", office.offer.code))
    assert "Prochaine version à terminer « Répéter ton entretien »" in page


def test_the_parts_that_follow_a_template_are_read_only(office, draft):
    version = start_version(office.offer, by=office.nadia, day=office.hands.now.date(), now=office.hands.now)
    Offer.objects.filter(pk=office.offer.pk).update(follows_template=True)

    page = office.get("write_section", office.offer.code, "essentiel")
    assert "suivent un modèle" in words(page)
    section(office, version, "essentiel", title="Autre chose")
    assert fresh(version) == replace(version.content)


def test_the_preview_is_what_a_young_person_will_see(office, draft):
    section(office, draft, "essentiel", description="**Viens** avec :\n- ton CV\n- <b>toi</b>")

    frames = words(office.get("preview_offer", draft.offer.code))
    assert "Sur un téléphone" in frames
    shown = office.client.get(reverse("extranet:preview_frame", args=[draft.offer.code, "page"]))
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    html = shown.content.decode()
    assert "<p><strong>Viens</strong> avec :</p>" in html
    assert "<li>&lt;b&gt;toi&lt;/b&gt;</li>" in html
    card = words(
        office.client.get(
            reverse("extranet:preview_frame", args=[draft.offer.code, "carte"])
        ).content.decode()
    )
    assert "Écrire ton CV Le Phare" in card


@pytest.mark.parametrize("route", ["write_offer", "write_contacts", "review_draft", "preview_offer"])
def test_the_draft_of_another_structure_does_not_exist(office, draft, route):
    stranger = ReferentFactory().user
    office.client.force_login(stranger)

    assert office.client.get(reverse(f"extranet:{route}", args=[draft.offer.code])).status_code in (302, 404)
