"""A word of its own in every text that hangs from a young person: seen anywhere, it says which field it left."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from boussole.contact_requests.models import Filing
from boussole.partners.models import Structure

OF_REQUESTS = "contact_requests"
TEXTS = (models.CharField, models.TextField, models.JSONField, ArrayField)
# Texts that say nothing of the young person, though a row about them holds them: read one by one, and why.
ABOUT_NOBODY = {
    "contact_requests.ContactRequest.offer_title": "the title of an offer, frozen",
    "contact_requests.Redirection.outside_name": "a body outside the network",
    "contact_requests.Redirection.outside_contact": "how the public reaches that body",
    "contact_requests.ActionLink.to_address": "a professional's address, deleted a month after its link",
    # Written by us, not typed.
    "contact_requests.Filing.number": "the number of the receipt",
    "contact_requests.Filing.link_hash": "the hash of a secret",
    "contact_requests.Filing.timezone": "a time zone",
    "contact_requests.Filing.agreement_version": "which text was agreed to",
    "contact_requests.Filing.unproved": "names of fields",
    "contact_requests.Filing.commune": "a commune, for figures",
    "contact_requests.ActionLink.token_hash": "the hash of a secret",
    "contact_requests.Reminder.kind": "a code",
}


def hangs_from_filing(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
    """Whether a row of this model leads to one young person, by one foreign key or several."""
    if model is Filing:
        return True
    targets = [each.related_model for each in model._meta.concrete_fields if each.is_relation]
    ours = [each for each in targets if each._meta.app_label == OF_REQUESTS and each not in seen]
    return any(hangs_from_filing(each, seen | {model}) for each in ours)


TOLD_OF_PEOPLE = [
    model for model in apps.get_app_config(OF_REQUESTS).get_models() if hangs_from_filing(model)
]


# --- Texts of a structure that are no other structure's business -------------------------------------
AROUND_STRUCTURES = ("partners", "offers", "contact_requests", "animation", "interop")


def hangs_from_structure(
    model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()
) -> bool:
    """Whether a row of this model leads to one structure, by one foreign key or several."""
    if model is Structure:
        return True
    targets = [each.related_model for each in model._meta.concrete_fields if each.is_relation]
    ours = [each for each in targets if each._meta.app_label in AROUND_STRUCTURES and each not in seen]
    return any(hangs_from_structure(each, seen | {model}) for each in ours)


OF_STRUCTURES = [
    model
    for label in AROUND_STRUCTURES
    for model in apps.get_app_config(label).get_models()
    if hangs_from_structure(model) and model is not Structure
]
# What a partner may read of another, or what is not words: read one by one, and why.
NO_SECRET = {
    "offers.Offer": "what is on line is public",
    "offers.Criterion": "codes of answers",
    "offers.AnswerReview": "codes of answers",
    "offers.OfferReach": "derived from what is public",
    "partners.Referent.communes": "codes of communes",
    "partners.CharterAgreement.words_hash": "a fingerprint",
    "partners.Signatory.words_hash": "a fingerprint",
    "partners.CharterDocument.media_type": "a code",
    "partners.CharterDocument.sha256": "a fingerprint",
    "animation.Prospect.area": "the key of an area",
    "animation.StructureQuestion.area": "the key of an area",
    "interop.SourceRecord": "open data",
}


def secrets_spared() -> list[str]:
    """The same, field by field, as `plant` wants it."""
    return [
        name_of(model, field)
        for model in OF_STRUCTURES
        for field in texts_of(model)
        if {model._meta.label, name_of(model, field)} & set(NO_SECRET)
    ]


def texts_of(model: type[models.Model]) -> Iterator[models.Field]:
    """Every text that is not a choice among ours."""
    for field in model._meta.concrete_fields:
        if isinstance(field, TEXTS) and not field.choices:
            base = field.base_field if isinstance(field, ArrayField) else field
            if not base.choices:
                yield field


def name_of(model: type[models.Model], field: models.Field) -> str:
    return f"{model._meta.label}.{field.name}"


def plant(
    spared: Collection[str] = (), models_: Collection[type[models.Model]] = TOLD_OF_PEOPLE
) -> dict[str, str]:
    """A canary in every text, the append-only ones included; the name of the field of each canary.

    By force, in every row: the rules of the tables and their triggers are for others. `spared` are left alone.
    """
    planted = {}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for model in models_:
            changes = {}
            for field in texts_of(model):
                name = name_of(model, field)
                if name not in ABOUT_NOBODY and name not in spared and not field.unique:
                    canary = f"zb{len(planted):02}q"  # five signs: the shortest column holds it
                    planted[canary] = name
                    changes[field.name] = _as_value(field, canary)
            if changes:
                count = model.objects.update(**changes)
                assert count, f"Give the scene a {model._meta.label}: its texts could be seen unseen."
        cursor.execute("SET session_replication_role = DEFAULT")
    return planted


def _as_value(field: models.Field, canary: str) -> object:
    if isinstance(field, ArrayField):
        return [canary]
    if isinstance(field, models.JSONField):
        return [{"question": canary, "label": canary, "text": canary, "sensitive": False}]
    return f"{canary}@example.org" if isinstance(field, models.EmailField) else canary


def seen(text: str, planted: dict[str, str]) -> set[str]:
    """The fields whose canary sings in this text, as « Model.field »."""
    folded = text.lower()
    return {name.partition(".")[2] for canary, name in planted.items() if canary in folded}


def rows_that_sing(planted: dict[str, str]) -> list[str]:
    """Every table of the database, sessions, jobs and trace included: where a canary is still heard."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            rows = "\n".join(row for (row,) in cursor.fetchall())
            found += [f"{table}: {name}" for name in sorted(seen(rows, planted))]
    return found
