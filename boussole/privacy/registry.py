"""What we keep about people: each module declares every field of its models, in its `privacy.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

Apply = Callable[[datetime, bool], int]  # (now, dry_run) -> how many rows are, or would be, concerned
Export = Callable[[str], list[dict[str, object]]]  # (e-mail or phone) -> what we hold about them


class Then(StrEnum):
    """What happens when the time is over."""

    ERASE = "effacé"
    ANONYMISE = "rendu anonyme"
    DELETE = "ligne supprimée"


@dataclass(frozen=True, slots=True)
class Rule:
    """A named retention: how long, counted from what, and what then happens.

    `days=None` for data that follows another life (« tant que le compte existe »).
    """

    code: str
    since: str
    then: Then
    days: int | None = None

    def before(self, now: datetime) -> datetime:
        """What is older than this moment is over.

        :raises ValueError: for a rule without a number of days
        """
        if self.days is None:
            raise ValueError(f"The rule {self.code} follows another life: it has no term of its own.")
        return now - timedelta(days=self.days)

    def in_words(self) -> str:
        return f"{self.days} jours après {self.since}" if self.days is not None else self.since


@dataclass(frozen=True, slots=True)
class Personal:
    name: str
    purpose: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Declaration:
    """All that is said of one model."""

    model: str
    personal: tuple[Personal, ...] = ()
    impersonal: frozenset[str] = frozenset()
    because: str = ""  # why the model as a whole says nothing of anybody

    @property
    def fields(self) -> frozenset[str]:
        return self.impersonal | {each.name for each in self.personal}


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """A table that is not ours: we say what it holds as a whole, since its fields are not ours to name."""

    model: str
    holds: str
    rule: Rule | None


@dataclass(slots=True)
class Registry:
    declarations: dict[str, Declaration] = field(default_factory=dict)
    third_parties: dict[str, ThirdParty] = field(default_factory=dict)
    exporters: dict[str, Export] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    appliers: dict[str, Apply] = field(default_factory=dict)


_registry = Registry()


def rule(code: str, *, since: str, then: Then, days: int | None = None) -> Rule:
    """Name a retention.

    :raises ValueError: when the name is taken by another one
    """
    named = Rule(code, since, then, days)
    if _registry.rules.setdefault(code, named) != named:
        raise ValueError(f"Two retention rules are named {code}.")
    return named


def personal(*names: str, purpose: str, rule: Rule) -> tuple[Personal, ...]:
    """Fields that say something of a person: why we keep them, and how long."""
    return tuple(Personal(name, purpose, rule) for name in names)


def not_personal(*names: str) -> frozenset[str]:
    """Fields that say nothing of anybody."""
    return frozenset(names)


def declare(model: str, *parts: tuple[Personal, ...] | frozenset[str]) -> None:
    """Classify every field of a model (« accounts.User ») that holds personal data.

    :raises ValueError: when the model or one of its fields is declared twice
    """
    said = tuple(each for part in parts if isinstance(part, tuple) for each in part)
    rest = [name for part in parts if isinstance(part, frozenset) for name in part]
    names = [each.name for each in said] + rest
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"{model}: declared twice: {', '.join(sorted(twice))}.")
    _add(Declaration(model, said, frozenset(rest)))


def declare_impersonal(*models: str, because: str) -> None:
    """Models that say nothing of anybody, whatever their fields, and why."""
    for model in models:
        _add(Declaration(model, because=because))


def declare_third_party(*models: str, holds: str, rule: Rule | None = None) -> None:
    """Tables of a library: what they hold about people, in words, and how long; no rule when nothing."""
    for model in models:
        _registry.third_parties[model] = ThirdParty(model, holds, rule)


def applies(named: Rule) -> Callable[[Apply], Apply]:
    """Decorates the function (now, dry_run) -> count that carries out a rule, run every night."""

    def register(apply: Apply) -> Apply:
        if _registry.appliers.setdefault(named.code, apply) is not apply:
            raise ValueError(f"Two functions carry out {named.code}.")
        return apply

    return register


def exports(what: str) -> Callable[[Export], Export]:
    """Decorates the function (e-mail or phone) -> rows that a person may ask for (GDPR article 15)."""

    def register(export: Export) -> Export:
        if _registry.exporters.setdefault(what, export) is not export:
            raise ValueError(f"Two functions export {what}.")
        return export

    return register


def declarations() -> list[Declaration]:
    """Every declaration, by name of model."""
    return [_registry.declarations[model] for model in sorted(_registry.declarations)]


def third_parties() -> list[ThirdParty]:
    """Every table of a library, by name of model."""
    return [_registry.third_parties[model] for model in sorted(_registry.third_parties)]


def exporters() -> dict[str, Export]:
    """Every export, by what it exports."""
    return dict(sorted(_registry.exporters.items()))


def rules() -> list[Rule]:
    """Every rule, by name."""
    return [_registry.rules[code] for code in sorted(_registry.rules)]


def applier_of(named: Rule) -> Apply | None:
    """The function that carries out this rule, if any."""
    return _registry.appliers.get(named.code)


def _add(declaration: Declaration) -> None:
    if _registry.declarations.setdefault(declaration.model, declaration) != declaration:
        raise ValueError(f"{declaration.model} is declared twice.")
