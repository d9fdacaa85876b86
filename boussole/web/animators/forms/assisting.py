"""What the animation says when it writes for a structure: who asked."""

from __future__ import annotations

from django import forms

from boussole.partners.models import PageChange
from boussole.web.shared.fields import one_line


def ask_who_wanted_it(form: forms.Form, *, required: bool) -> None:
    """Have the form begin with that question; nobody can have asked for a structure that has no team yet."""
    field = one_line(
        "Qui vous l’a demandé, et comment ?",
        PageChange._meta.get_field("asked_by").max_length or 0,
        "« Paul Durand, au téléphone ». Les responsables de la structure le lisent, avec ce qui change.",
        autocomplete="off",
    )
    field.required = required
    field.error_messages["required"] = "Dites qui l’a demandé : la structure le lira."
    form.fields = {"asked_by": field, **form.fields}
