"""Nothing about people is kept by accident: every field of every table says what it is."""

import pytest
from django.apps import apps

from boussole.privacy import registry

OURS = {model._meta.label: model for model in apps.get_models() if model.__module__.startswith("boussole.")}
THEIRS = {model._meta.label for model in apps.get_models()} - set(OURS)
# A table that « says nothing of anybody » has none of these.
TELLING = {
    "email",
    "phone",
    "first_name",
    "last_name",
    "user",
    "by",
    "owner",
    "to_address",
    "message",
    "birth_date",
    "ip",
}


def fields_of(model):
    return {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}


def declaration_of(label):
    return {each.model: each for each in registry.declarations()}.get(label)


@pytest.mark.parametrize("label", sorted(OURS))
def test_every_field_of_our_tables_is_classified(label):
    declaration = declaration_of(label)

    assert declaration is not None, f"Declare {label} in the privacy.py of its module."
    if declaration.because:
        assert fields_of(OURS[label]) & TELLING == set()
    else:
        assert declaration.fields == fields_of(OURS[label])


def test_what_is_declared_exists():
    assert {each.model for each in registry.declarations()} - set(OURS) == set()


def test_every_table_of_a_library_is_described():
    assert {each.model for each in registry.third_parties()} == THEIRS


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.code)
def test_a_rule_with_a_number_of_days_is_carried_out(rule):
    assert (registry.applier_of(rule) is not None) is (rule.days is not None)


def test_every_rule_is_used():
    used = {each.rule.code for declaration in registry.declarations() for each in declaration.personal}
    used |= {each.rule.code for each in registry.third_parties() if each.rule}

    assert {rule.code for rule in registry.rules()} == used
