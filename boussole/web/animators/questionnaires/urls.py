"""The addresses of themes and questionnaires, inside the site of the animation."""

from django.urls import path

from boussole.web.animators.views import (
    question_editing,
    questionnaire_editing,
    questionnaire_playing,
    questionnaire_publishing,
    questionnaires,
    territory_themes,
    themes,
)

ONE = "questionnaires/<int:pk>/"
urlpatterns = [
    path("themes/", themes.themes, name="themes"),
    path("themes/nouveau/", themes.add_theme, name="add_theme"),
    path("themes/<slug:code>/", themes.theme, name="theme"),
    path("themes/<slug:code>/rang/", themes.move_theme, name="move_theme"),
    path("themes/<slug:code>/categories/", themes.add_category, name="add_category"),
    path("themes/<slug:code>/categories/<slug:category>/", themes.category, name="category"),
    path(
        "themes/de/<slug:scope>/<slug:code>/",
        territory_themes.territory_theme,
        name="territory_theme",
    ),
    path(
        "themes/de/<slug:scope>/<slug:code>/rang/",
        territory_themes.move_territory_theme,
        name="move_territory_theme",
    ),
    path("questionnaires/", questionnaires.questionnaires, name="questionnaires"),
    path(ONE, questionnaire_editing.questionnaire, name="questionnaire"),
    path(f"{ONE}agencer/", questionnaire_editing.arrange, name="arrange_questionnaire"),
    path(f"{ONE}pages/nouvelle/", questionnaire_editing.add_page, name="add_questionnaire_page"),
    path(f"{ONE}pages/<int:number>/", questionnaire_editing.questionnaire_page, name="questionnaire_page"),
    path(
        f"{ONE}pages/<int:number>/question/", question_editing.add_question, name="add_questionnaire_question"
    ),
    path(f"{ONE}questions/<slug:code>/", question_editing.question, name="questionnaire_question"),
    path(f"{ONE}essayer/", questionnaire_playing.play, name="play_questionnaire"),
    path(f"{ONE}comparer/", questionnaire_publishing.compare_versions, name="compare_questionnaire"),
    path(f"{ONE}publier/", questionnaire_publishing.publish, name="publish_questionnaire"),
    path(f"{ONE}abandonner/", questionnaire_editing.drop, name="drop_questionnaire"),
    path(
        "questionnaires/<slug:scope>/<slug:code>/",
        questionnaires.questionnaire_of,
        name="questionnaire_of",
    ),
    path(
        "questionnaires/<slug:scope>/<slug:code>/brouillon/",
        questionnaires.start_questionnaire,
        name="start_questionnaire",
    ),
]
