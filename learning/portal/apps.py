from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "learning.portal"
    label = "portal"
