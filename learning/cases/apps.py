from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "learning.cases"
    label = "cases"
