"""Every component in every state, with fictitious people: what developers look at, and what tests measure."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boussole.design.pictograms import PICTOGRAMS

# A page of examples is the same every day: its moments are written, not read from the clock.
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COMMUNES = [
    {"value": "42218", "label": "Saint-Étienne", "hint": "42000, 42100, Loire"},
    {"value": "42207", "label": "Saint-Chamond", "hint": "42400, Loire"},
    {"value": "42187", "label": "Roanne", "hint": "42300, Loire"},
]


class ExampleForm(forms.Form):
    """One field of each kind."""

    commune = forms.CharField(
        label="Tu habites où ?", help_text="Code postal ou nom de la commune.", required=True
    )
    first_name = forms.CharField(label="Ton prénom", required=False, max_length=80)
    phone = forms.CharField(label="Ton numéro de téléphone", help_text="Pour te rappeler, et rien d’autre.")
    theme = forms.ChoiceField(
        label="Thème", choices=[("", "Tous les thèmes"), ("1", "Emploi"), ("2", "Logement")]
    )
    situation = forms.ChoiceField(
        label="En ce moment, tu fais quoi ?",
        help_text="Choisis ce qui te ressemble le plus.",
        choices=[("work", "Je travaille"), ("study", "Je suis en formation"), ("none", "Je ne sais pas")],
        widget=forms.RadioSelect,
    )
    moments = forms.MultipleChoiceField(
        label="Quand peut-on t’appeler ?",
        choices=[("am", "Le matin"), ("pm", "L’après-midi"), ("eve", "En fin de journée")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    result = forms.ChoiceField(
        label="Résultat de l’appel",
        choices=[("yes", "Joint"), ("no", "Pas de réponse"), ("wrong", "Mauvais numéro")],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(label="Un message", widget=forms.Textarea, max_length=300, required=False)
    day = forms.DateField(
        label="Jour du rendez-vous", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    password = forms.CharField(label="Mot de passe", widget=forms.PasswordInput)
    agreement = forms.BooleanField(
        label="J’accepte que ces informations soient envoyées à 2 structures",
        help_text="Tu peux changer d’avis à tout moment.",
    )


@require_safe
@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every tag and filter, in the layout of professionals."""
    refused = ExampleForm({"first_name": "Lina", "phone": "06", "message": "x" * 320, "result": "no"})
    refused.add_error("phone", "Il manque des chiffres : un numéro en a 10.")
    return render(
        request,
        "shared/gallery/components.html",
        {
            "user": SimpleNamespace(
                is_authenticated=True,
                first_name="Camille",
                last_name="Perrin",
                email="camille.perrin@example.org",
            ),
            "now": NOW,
            "today": NOW.date(),
            "late": NOW - timedelta(days=3),
            "since_this_morning": NOW - timedelta(hours=2),
            "tonight": NOW + timedelta(hours=12),
            "tomorrow": NOW + timedelta(days=1),
            "in_two_days": NOW + timedelta(days=2),
            "in_nine_days": NOW + timedelta(days=9),
            "form": ExampleForm(auto_id="empty_%s"),
            "refused": refused,
            "themes": [
                ("Emploi", 42),
                ("Logement", 31),
                ("Formation", 17),
                ("Santé", 8),
                ("Mobilité internationale", 3),
            ],
            "pictograms": PICTOGRAMS,
            "hints": {"study": "Lycée, université, apprentissage, stage"},
            "reasons": ["Tu as entre 16 et 25 ans", "Tu cherches un emploi"],
        },
    )


@require_safe
@login_not_required
def journey(request: HttpRequest) -> HttpResponse:
    """A home page and a result page of twenty offers, in the layout of young people."""
    offers = [
        {
            "title": title,
            "who": who,
            "place": place,
            "remote": not place,
            "due": date(2026, 11, 24 + number % 5),
            "reasons": ["Tu as entre 16 et 25 ans", "Tu cherches un emploi", "Tu habites près de là"][
                : 1 + number % 3
            ],
            "picked": number == 1,
        }
        for number, (title, who, place) in enumerate(OFFERS * 4)
    ]
    return render(
        request, "shared/gallery/journey.html", {"offers": offers, "today": NOW.date(), "form": ExampleForm()}
    )


@require_safe
@login_not_required
def text(request: HttpRequest) -> HttpResponse:
    """A page of text."""
    return render(request, "shared/gallery/text.html")


@require_safe
@login_not_required
def communes(request: HttpRequest) -> JsonResponse:
    """What a combobox asks: the communes whose name contains what was typed."""
    typed = request.GET.get("q", "").lower()
    return JsonResponse({"items": [commune for commune in COMMUNES if typed in commune["label"].lower()]})


OFFERS = [
    ("Préparer ton entretien avec quelqu’un", "Mission locale des Trois-Rivières", "Saint-Étienne"),
    ("Refaire ton CV et ta lettre, et les faire relire", "Info Jeunes Gier", "Saint-Chamond"),
    ("Trouver une alternance avant janvier", "Maison de l’apprentissage du Forez", ""),
    ("Essayer un métier pendant deux semaines", "Association Premier Pas", "Firminy"),
    (
        "Parler de tes idées avec une conseillère qui connaît les entreprises du coin",
        "Le Relais des jeunes",
        "Roanne",
    ),
]
