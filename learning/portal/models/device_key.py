from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import DeviceKeyQuerySet


class DeviceKey(models.Model):
    """The key that seals what waits in one browser while one login is signed in there; signing out deletes it.

    The browser keeps the sealed words and the key's uuid, never the key. After a crash, or a session that ran out, the
    same login gets it again for seven days; then it is forgotten, and the empty row says for a month that it was
    there, so that its person can be told the truth.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="device_keys", verbose_name=_("login")
    )
    sealed_key = models.BinaryField(_("encrypted key"), default=bytes)
    handed_out_at = models.DateTimeField(_("last handed out at"), default=timezone.now)

    objects = DeviceKeyQuerySet.as_manager()

    class Meta:
        ordering = ["handed_out_at"]
        verbose_name = _("key of a device")
        verbose_name_plural = _("keys of devices")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.handed_out_at:%Y-%m-%d %H:%M}"
