"""Django's sessions in the database, opened by a question that is compiled once: every request opens one."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from learning.workforce.compiled import Compiled

COLUMNS = ("session_key", "session_data", "expire_date")
OPENED = Compiled(lambda key: Session.objects.filter(session_key=key).values_list(*COLUMNS))


class SessionStore(DatabaseStore):
    """The same table, keys and ends as Django's own."""

    def _get_session_from_db(self) -> Session | None:
        row = next(OPENED.rows(self.session_key or ""), None)
        session: Session | None = Session.from_db(DEFAULT_DB_ALIAS, COLUMNS, row) if row else None
        if session is not None and session.expire_date > timezone.now():
            return session
        self._session_key = None
        return None
