from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "boussole.questionnaires"
    label = "questionnaires"
