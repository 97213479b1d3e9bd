from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField that keeps its blocks out of migrations: a block is code, and adding one changes no table."""

    def deconstruct(self) -> Any:
        # Past StreamField's own, which describes every block and so needs the models of apps above.
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [[]], kwargs
