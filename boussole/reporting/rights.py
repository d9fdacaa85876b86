"""Who may do what: the rights matrix, as data (product.md 3).

Each line names the policy that decides; a test runs it for every role, on an object of theirs and on one of elsewhere.
The pages « Qui peut quoi » of both sites are drawn from here, so that what people read is what the software does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from boussole.accounts import policies as accounts
from boussole.accounts.models import User
from boussole.animation import policies as animation
from boussole.contact_requests import policies as requests
from boussole.contact_requests.models import ContactRequest
from boussole.core.verdicts import YES, Verdict, no
from boussole.offers import policies as offers
from boussole.offers.policies import editorial
from boussole.partners import policies as partners
from boussole.partners.models import Structure
from boussole.questionnaires import policies as questionnaires
from boussole.reporting.scope import scope_of
from boussole.territories.models import Territory


class Role(StrEnum):
    """The roles of product.md 3. A person may have several: rights add up."""

    REFERENT = "Référent·e"
    MANAGER = "Respon\u00adsable"
    ANIMATOR = "Animation"
    REGIONAL = "Région"
    NATIONAL = "National"
    OBSERVER = "Obser\u00advation"


class Where(StrEnum):
    """On which objects a role may do it."""

    NOWHERE = "non"
    OWN = "chez soi"  # their structure, their territory, their region
    EVERYWHERE = "partout"


@dataclass(frozen=True, slots=True)
class Right:
    """One thing that may be done, the policy that decides, and where each role may do it."""

    words: str
    policy: Callable[..., Verdict]
    who: Mapping[Role, Where]

    def where(self, role: Role) -> Where:
        return self.who.get(role, Where.NOWHERE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Rights about the same thing."""

    title: str
    rights: tuple[Right, ...]


# --- What is read through a door rather than a gesture ---------------------------------------------------
def can_follow_requests(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """See dates and states of a request, without coordinates (the door `watched_by`)."""
    watched = ContactRequest.objects.watched_by(user, now).filter(pk=contact_request.pk)
    return YES if watched.exists() else no("Seule l’animation du territoire suit ces demandes.")


def can_read_partner(user: User, structure: Structure, day: date) -> Verdict:
    """See a structure and its offers one by one (the door `serving`)."""
    served = Structure.objects.serving(user, day).filter(pk=structure.pk)
    return YES if served.exists() else no("Cette structure ne sert pas vos territoires.")


def can_read_figures(user: User, territory: Territory, day: date) -> Verdict:
    """See the figures of a territory, which name nobody."""
    scope = scope_of(user, day)
    if scope is not None and (scope.is_everything or territory in scope.territories):
        return YES
    return no("Ces chiffres sont ceux d’un autre territoire.")


OWN, ALL = Where.OWN, Where.EVERYWHERE


def right(words: str, policy: Callable[..., Any], **who: Where) -> Right:
    """A line of the table; the roles that are not named may not."""
    return Right(words, policy, {Role[name.upper()]: where for name, where in who.items()})


MATRIX = (
    Chapter(
        "Demandes des jeunes",
        (
            right(
                "Lire une demande et joindre le jeune",
                requests.can_read,
                referent=OWN,
                manager=OWN,
            ),
            right("Noter un appel ou un message", requests.can_log, referent=OWN, manager=OWN),
            right("Confier une demande à un ou une collègue", requests.can_assign, referent=OWN, manager=OWN),
            right(
                "Proposer une réorientation (l’animation : quand personne ne répond)",
                requests.can_redirect,
                referent=OWN,
                manager=OWN,
                animator=OWN,
            ),
            right("Suivre dates et états, sans coordonnées", can_follow_requests, animator=OWN),
            right("Débloquer une demande sans réponse", requests.can_unblock, animator=OWN),
            right(
                "Ouvrir les coordonnées d’une demande en retard, avec une raison",
                requests.can_open_coordinates,
                animator=OWN,
            ),
        ),
    ),
    Chapter(
        "Offres",
        (
            right("Écrire une offre et la proposer", offers.can_write, referent=OWN, manager=OWN),
            right(
                "Mettre une offre en pause, la reprendre ou la terminer",
                offers.can_run,
                referent=OWN,
                manager=OWN,
                animator=OWN,
            ),
            right("Dire qu’une offre est encore vraie", offers.can_confirm, referent=OWN, manager=OWN),
            right("Limiter le nombre de demandes d’une offre", offers.can_set_capacity, manager=OWN),
            right("Relire une offre et la publier", offers.can_review, animator=OWN),
            right("Écrire la ligne éditoriale d’un territoire", editorial.can_write_line, animator=OWN),
            right(
                "Choisir tous les combien une offre se confirme",
                offers.can_choose_months,
                animator=OWN,
                national=ALL,
            ),
        ),
    ),
    Chapter(
        "Structures et équipes",
        (
            right("Modifier la page de la structure", partners.can_change_structure, manager=OWN),
            right(
                "Mettre cette page à jour pour la structure, qui le sait",
                partners.can_write_for,
                animator=OWN,
            ),
            right(
                "Voir l’équipe et les dates de connexion",
                partners.can_see_team,
                manager=OWN,
                animator=OWN,
            ),
            right(
                "Dire qui fait toujours partie de l’équipe",
                partners.can_confirm_referent,
                manager=OWN,
                animator=OWN,
            ),
            right(
                "Fermer tout de suite l’accès de quelqu’un", partners.can_let_go, manager=OWN, animator=OWN
            ),
            right(
                "Inviter un ou une collègue",
                partners.can_invite_colleague,
                manager=OWN,
                animator=OWN,
            ),
            right("Déclarer la structure absente", partners.can_declare_absence, manager=OWN),
            right("Inviter une personne responsable", partners.can_invite_manager, animator=OWN),
            right("Accueillir une structure comme partenaire", partners.can_welcome, animator=OWN),
            right("Sortir une structure du réseau", partners.can_take_out, animator=OWN),
            right("Préparer une charte", partners.can_prepare_charter, animator=OWN),
            right(
                "Lire les structures et leurs offres une par une",
                can_read_partner,
                animator=OWN,
                regional=OWN,
                national=ALL,
            ),
        ),
    ),
    Chapter(
        "Territoires et questionnaires",
        (
            right("Chercher de nouveaux partenaires", animation.can_prospect, animator=OWN),
            right("Adapter thèmes et questions du territoire", questionnaires.can_adapt, animator=OWN),
            right(
                "Ouvrir et fermer un thème",
                questionnaires.can_open_themes,
                animator=OWN,
                national=ALL,
            ),
            right(
                "Régler la présentation d’un territoire",
                animation.can_settle,
                animator=OWN,
                national=ALL,
            ),
            right("Préparer, dessiner et ouvrir un territoire", animation.can_open_territories, national=ALL),
            right(
                "Écrire les thèmes et les questionnaires nationaux",
                questionnaires.can_edit_national,
                national=ALL,
            ),
        ),
    ),
    Chapter(
        "Réseau et chiffres",
        (
            right("Donner et retirer les mandats", accounts.can_give_mandates, national=ALL),
            right(
                "Lire l’annuaire (charte en vigueur)",
                partners.can_see_directory,
                referent=ALL,
                manager=ALL,
                animator=ALL,
                regional=ALL,
                national=ALL,
            ),
            right("Imprimer ou exporter l’annuaire d’un territoire", partners.can_take_away, animator=OWN),
            right("Écrire aux partenaires d’un territoire", animation.can_write_to_partners, animator=OWN),
            right(
                "Lire les chiffres d’un territoire",
                can_read_figures,
                animator=OWN,
                regional=OWN,
                national=ALL,
                observer=OWN,
            ),
        ),
    ),
)
