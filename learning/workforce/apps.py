from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "learning.workforce"
    label = "workforce"
