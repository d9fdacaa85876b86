"""The glossary names what the code names: every model, every choice a row can hold, and nothing that is gone."""

import inspect
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
WORDS = set(re.findall(r"`([^`]+)`", GLOSSARY))
MODELS = [model for model in apps.get_models() if model.__module__.startswith("boussole.")]
SOURCE = "\n".join(path.read_text() for path in (ROOT / "boussole").rglob("*.py"))
CLASSES = set(re.findall(r"^class (\w+)", SOURCE, flags=re.MULTILINE))
VALUES = set(re.findall(r'"([A-Z_]{3,})"', SOURCE))


def choices_of(model):
    """The vocabularies declared inside a model: statuses, roles, kinds, outcomes."""
    return [
        each for each in vars(model).values() if inspect.isclass(each) and issubclass(each, models.Choices)
    ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_glossary_names_every_model_and_every_choice(model):
    codes = {str(code) for choices in choices_of(model) for code in choices.values}

    assert model.__name__ in WORDS
    assert codes - WORDS == set()


def test_every_class_of_the_glossary_exists():
    named = {word for word in WORDS if re.fullmatch(r"([A-Z][a-z]+)+", word)}

    assert named - CLASSES == set()


def test_every_code_of_the_glossary_exists():
    named = {word for word in WORDS if re.fullmatch(r"[A-Z_]{3,}", word)}

    assert named - VALUES == set()
