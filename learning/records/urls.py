from django.urls import path

from .views.downloads import completion_download, download_file, download_receipt
from .views.exchange import learning_records
from .views.layout import download_layout, module_codes
from .views.past_files import (
    past_file,
    past_file_columns,
    past_file_discard,
    past_file_new,
    past_file_progress,
    past_file_record,
    past_file_undo,
)
from .views.waiting_rows import past_row, past_waiting

_OF = "learning-records/<slug:organisation>/"
_FILE = f"{_OF}past/<uuid:uuid>/"

urlpatterns = [
    path(_OF, learning_records, name="learning_records"),
    path(f"{_OF}past/new/", past_file_new, name="past_file_new"),
    path(_FILE, past_file, name="past_file"),
    path(f"{_FILE}columns/", past_file_columns, name="past_file_columns"),
    path(f"{_FILE}progress/", past_file_progress, name="past_file_progress"),
    path(f"{_FILE}record/", past_file_record, name="past_file_record"),
    path(f"{_FILE}discard/", past_file_discard, name="past_file_discard"),
    path(f"{_FILE}undo/", past_file_undo, name="past_file_undo"),
    path(f"{_OF}waiting/", past_waiting, name="past_waiting"),
    path(f"{_OF}waiting/<int:row>/", past_row, name="past_row"),
    path(f"{_OF}downloads/", completion_download, name="completion_download"),
    path(f"{_OF}downloads/<uuid:uuid>/", download_receipt, name="download_receipt"),
    path(f"{_OF}downloads/<uuid:uuid>/file/", download_file, name="download_file"),
    path(f"{_OF}layout/", download_layout, name="download_layout"),
    path(f"{_OF}codes/", module_codes, name="module_codes"),
]
