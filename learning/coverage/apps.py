from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "learning.coverage"
    label = "coverage"
