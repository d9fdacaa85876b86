"""How the structure is reached. It acts at once, without review: a wrong address must not wait (decision 0023)."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.validators import validate_email
from django.http import QueryDict

from boussole.offers.models import Offer
from boussole.partners.models import Referent
from boussole.web.extranet.forms.capacity import CapacityForm

MOST_EMAILS = 8


class ContactsForm(CapacityForm):
    """`manages`: whoever is responsible for the structure also sets the capacity."""

    use_required_attribute = False
    contact_emails = forms.CharField(
        label="E-mails de contact",
        help_text="Les demandes y arrivent. Une adresse par ligne.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "inputmode": "email"}),
    )
    followed_by = forms.ChoiceField(
        label="Qui suit cette offre ?",
        required=False,
        help_text="Cette personne reçoit les demandes en premier, et confirme l’offre.",
    )
    field_order = ("contact_emails", "followed_by")

    def __init__(self, posted: QueryDict | None = None, *, offer: Offer, day: date, manages: bool) -> None:
        super().__init__(
            posted,
            initial={
                "contact_emails": "\n".join(offer.contact_emails),
                "followed_by": offer.followed_by_id or "",
                "capacity": offer.capacity,
                "when_full": offer.when_full,
            },
        )
        self.people = {str(person.user_id): person.user for person in _team(offer, day)}
        people = [(key, person.full_name) for key, person in self.people.items()]
        cast(forms.ChoiceField, self.fields["followed_by"]).choices = [("", "Tous les référents"), *people]
        if not manages:
            del self.fields["capacity"], self.fields["when_full"]

    def clean_contact_emails(self) -> list[str]:
        lines = self.cleaned_data["contact_emails"].replace(",", "\n").replace(";", "\n").splitlines()
        found = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
        for address in found:
            try:
                validate_email(address)
            except forms.ValidationError as refusal:
                raise forms.ValidationError(
                    f"« {address} » n’est pas une adresse complète : écrivez par exemple equipe@example.org."
                ) from refusal
        if not found:
            raise forms.ValidationError(
                "Donnez au moins un e-mail : sans lui, personne ne reçoit les demandes."
            )
        if len(found) > MOST_EMAILS:
            raise forms.ValidationError(f"Gardez {MOST_EMAILS} adresses au plus.")
        return found

    def clean_followed_by(self) -> Any:
        given = self.cleaned_data["followed_by"]
        return self.people[given] if given else None

    def clean_when_full(self) -> Offer.WhenFull:
        return Offer.WhenFull(self.cleaned_data["when_full"])


def _team(offer: Offer, day: date) -> list[Referent]:
    """Those who answer for the structure that day."""
    rows = Referent.objects.in_force(day).filter(structure=offer.structure, user__is_active=True)
    return list(rows.select_related("user").order_by("user__last_name", "user__first_name"))
