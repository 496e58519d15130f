"""The roster: list, forms, actions on many, import and export."""

from django.urls import path

from athletes.views import roster, roster_bulk, roster_editing, roster_files

urlpatterns = [
    path("athletes/", roster.roster, name="roster"),
    path("athletes/new/", roster_editing.athlete_new, name="athlete_new"),
    path("athletes/<int:pk>/edit/", roster_editing.athlete_edit, name="athlete_edit"),
    path("athletes/<int:pk>/cells/<slug:field>/", roster_editing.roster_cell, name="roster_cell"),
    path("athletes/bulk/", roster_bulk.roster_bulk, name="roster_bulk"),
    path("athletes/results/<slug:key>/", roster_bulk.roster_result, name="roster_result"),
    path("athletes/results/<slug:key>/undo/", roster_bulk.roster_undo, name="roster_undo"),
    path("athletes/export/<slug:file_format>/", roster_files.roster_export, name="roster_export"),
    path("athletes/import/", roster_files.roster_import, name="roster_import"),
    path("athletes/import/<slug:key>/", roster_files.roster_import_rows, name="roster_import_rows"),
]
