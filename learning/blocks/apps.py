from django.apps import AppConfig


class BlocksConfig(AppConfig):
    name = "learning.blocks"
    label = "blocks"
