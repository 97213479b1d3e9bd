from django.apps import AppConfig


class RequirementsConfig(AppConfig):
    name = "learning.requirements"
    label = "requirements"
