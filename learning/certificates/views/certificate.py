"""The holder's own page of a certificate, and the file."""

from __future__ import annotations

import logging
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..file_name import file_name
from ..models import Certificate, State
from ..pdf import kept_pdf
from ..sheets import CannotDrawError

logger = logging.getLogger(__name__)


@require_safe
@login_required
@never_cache
def certificate(request: HttpRequest, uuid: uuid.UUID) -> HttpResponse:
    """What the certificate says, how it stands today, and what one can do with it."""
    mine = Certificate.objects.visible_to(request.user).with_last_change().select_related("superseded_by")
    shown = get_object_or_404(mine, uuid=uuid)
    replaced_by = getattr(shown, "superseded_by", None)
    context = {
        "certificate": shown,
        "told": shown.snapshot,
        "standing": shown.standing_on(timezone.localdate()),
        "replaced_by": replaced_by,
        "check_address": f"{shown.snapshot['base_url']}/v/{shown.public_code}",
    }
    return render(request, "certificates/certificate.html", context)


@require_safe
@login_required
@never_cache
def certificate_pdf(request: HttpRequest, uuid: uuid.UUID) -> HttpResponse:
    """The file. One that was replaced or withdrawn is not handed out again."""
    mine = Certificate.objects.visible_to(request.user).select_related("template")
    wanted = get_object_or_404(mine, uuid=uuid)
    if wanted.state != State.VALID:
        return redirect(wanted)
    try:
        pdf = kept_pdf(wanted)
    except CannotDrawError:
        logger.exception("The PDF of certificate %s could not be drawn", wanted.pk)
        messages.warning(
            request,
            _(
                "Your certificate stands, but its file could not be made just now. The page below is proof as well: "
                "anybody can check the code. Please try the download again later."
            ),
        )
        return redirect(wanted)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = file_name(wanted.snapshot["module"]["title"], wanted.snapshot["name"]["printed"])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
