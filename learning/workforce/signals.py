"""News of the workforce for the layers above; each is sent inside the transaction that wrote it."""

from django.dispatch import Signal

# person_ids: set[int] whose employment, absence or merge changed.
people_changed = Signal()
# No arguments: a level map, a role group or what a partner counts changed; everybody may be touched.
levels_changed = Signal()
# user: the login whose roles changed.
roles_changed = Signal()
# batch_id: the WorkforceReturn whose work is too long for a request; work: "compare" or "write".
return_waits = Signal()
# batch: the WorkforceReturn that holds from now on; sent before the figures of its people follow.
return_committed = Signal()

# Not news but questions, asked of a return that waits for somebody's word.
# batch: a WorkforceReturn just compared, changes: its ReturnChange rows, not kept yet. Receivers answer with what they
# foresee, as (name, JSON), or with None; it is kept in `WorkforceReturn.foreseen` under that name.
return_foreseen = Signal()
# batch: WorkforceReturn, request: HttpRequest. What stands above the button that writes it: safe HTML, or "".
return_figures = Signal()
