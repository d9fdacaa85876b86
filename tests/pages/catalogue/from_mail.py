"""Acting from a mail, without signing in."""

from __future__ import annotations

from tests.pages.catalogue.shown import Shown, press

PAGES = (
    Shown(
        "extranet/from-mail",
        "{mail link}",
        route="extranet:act_from_mail",
        says="Vous répondez sous votre nom",
    ),
    Shown(
        "extranet/from-mail-shared",
        "{shared mail link}",
        then=press("Je m’en occupe"),
        route="extranet:act_from_mail",
        says="Dites d’abord qui vous êtes",
    ),
    Shown(
        "extranet/from-mail-over", "/extranet/mail/lien-inconnu/", status=404, says="ne permet plus d’agir"
    ),
)
NO_PAGE = {
    "extranet:mail_door": "leads to the page of the link",
}
