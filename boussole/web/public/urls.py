"""The addresses of the young person's site. None of them holds an answer."""

from django.urls import path, register_converter

from boussole.web.public.views import (
    agreeing,
    basket,
    codes,
    correcting,
    discovery,
    filing,
    follow_up,
    home,
    offers,
    pages,
    questions,
    receipts,
    results,
    rights,
    themes,
    verifying,
    words,
)


class Token:
    """The secret of a follow-up link."""

    regex = r"[A-Za-z0-9_=-]{8,64}"

    @staticmethod
    def to_python(value: str) -> str:
        return value

    @staticmethod
    def to_url(value: str) -> str:
        return value


register_converter(Token, "token")

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("ma-commune/", home.choose_commune, name="choose_commune"),
    path("ma-commune/autre/", home.choose_second_commune, name="choose_second_commune"),
    path("communes/", home.communes, name="communes"),
    path("communes/suggestions/", home.suggestions, name="commune_suggestions"),
    path("themes/", themes.themes, name="themes"),
    path("themes/<slug:code>/", themes.start, name="theme"),
    path("themes/<slug:code>/questions/<int:number>/", questions.question, name="question"),
    path("themes/<slug:code>/resultats/", results.results, name="results"),
    path("avant-15-ans/", themes.too_young, name="too_young"),
    path("offres/<slug:code>/", offers.offer, name="offer"),
    path("panier/ajouter/<int:pk>/", basket.pick, name="pick"),
    path("panier/retirer/<int:pk>/", basket.drop, name="drop"),
    path("ma-demande/", filing.filing, name="filing"),
    path("ma-demande/envoyee/", receipts.filed, name="filed"),
    path("ma-demande/agenda.ics", receipts.calendar, name="calendar"),
    path("suivi/", follow_up.follow_up, name="follow_up"),
    path("suivi/annuler/", follow_up.withdraw_all, name="withdraw_all"),
    path("suivi/annuler/<uuid:public_id>/", follow_up.withdraw, name="withdraw"),
    path("suivi/coordonnees/", correcting.correct_details, name="correct_details"),
    path("suivi/moments/", correcting.change_moments, name="change_moments"),
    path("suivi/avis/<uuid:public_id>/", words.opinion, name="opinion"),
    path("suivi/contacte/<uuid:public_id>/", words.say_contacted, name="say_contacted"),
    path("suivi/pas-contacte/<uuid:public_id>/", words.say_not_contacted, name="say_not_contacted"),
    path("suivi/relance/<uuid:public_id>/", words.nudge, name="nudge"),
    path("suivi/autre-offre/<int:pk>/", words.ask_another, name="ask_another"),
    path("suivi/reorientation/<uuid:public_id>/", agreeing.agree, name="agree"),
    path("suivi/retrouver/", codes.find, name="find"),
    path("suivi/retrouver/ici/", codes.find_own, name="find_own"),
    path("suivi/retrouver/code/", codes.enter_code, name="enter_code"),
    path("suivi/retrouver/protection/", codes.protected, name="protected"),
    path("suivi/demandes/", codes.own_filings, name="own_filings"),
    path("suivi/mes-donnees/", rights.own_data, name="own_data"),
    path("suivi/mes-donnees/fichier/", rights.own_data_file, name="own_data_file"),
    path("suivi/effacer/", rights.erase, name="erase"),
    path("suivi/effacer/fait/", rights.erased, name="erased"),
    path("suivi/pas-moi/", rights.not_me, name="not_me"),
    path("suivi/pas-moi/fait/", rights.disowned, name="disowned"),
    path("suivi/<token:token>/pas-moi/", rights.not_me_door, name="not_me_door"),
    path("suivi/<token:token>/", follow_up.door, name="follow_up_door"),
    path("quitter/", home.leave, name="leave"),
    path("comment-ca-marche/", pages.how_it_works, name="how_it_works"),
    path("mentions-legales/", pages.legal, name="legal"),
    path("confidentialite/", pages.privacy, name="privacy"),
    path("confidentialite/15-17-ans/", pages.privacy_for_minors, name="privacy_for_minors"),
    path("confidentialite/adultes/", pages.privacy_for_adults, name="privacy_for_adults"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("plan-du-site/", pages.sitemap, name="sitemap_page"),
    path("verifier/", verifying.verify, name="verify"),
    path("verifier/cachet.pem", verifying.certificate, name="seal_certificate"),
    path("sitemap.xml", discovery.sitemap_xml, name="sitemap_xml"),
    path("robots.txt", discovery.robots, name="robots"),
    path(".well-known/security.txt", discovery.security, name="security"),
]
