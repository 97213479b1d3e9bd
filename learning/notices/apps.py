from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "learning.notices"
    label = "notices"
