"""Files that people send: how much a page takes, and the field that takes several at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

View = TypeVar("View", bound=Callable[..., HttpResponse])

MEGABYTE = 1024 * 1024
_SPARE_BYTES = 64 * 1024
"""For the form around the files."""


def takes_files(*, max_mb: int) -> Callable[[View], View]:
    """Marks a view that takes files of `max_mb` in all; other pages take what a form without files needs."""

    def mark(view: View) -> View:
        view.max_body_bytes = max_mb * MEGABYTE + _SPARE_BYTES  # type: ignore[attr-defined]
        return view

    return mark


class BodyLimitMiddleware:
    """Answers 413, in a calm page, before anything is read of a body that is larger than its page takes.

    It stands before the check of the CSRF token, which reads the body. Views without that check are those of the
    REST interface, which bound their own bodies, unless they name a limit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        own_limit = getattr(view, "max_body_bytes", None)
        limit = own_limit or settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        length = request.META.get("CONTENT_LENGTH") or "0"
        bounds_itself = getattr(view, "csrf_exempt", False) and own_limit is None
        if bounds_itself or (length.isdecimal() and int(length) <= limit):
            return None
        return render(request, "413.html", {"limit": filesizeformat(limit // MEGABYTE * MEGABYTE or limit)}, status=413)


class FileInput(forms.ClearableFileInput):
    """Any number of files, or one."""

    def __init__(self, *, several: bool, accept: str) -> None:
        self.allow_multiple_selected = several
        super().__init__(attrs={"accept": accept, **({"multiple": True} if several else {})})


class UploadField(forms.FileField):
    """One file of at most `max_mb`; `accept` is what the browser offers, such as ".csv,.xlsx"."""

    def __init__(self, *, max_mb: int, accept: str, **arguments: Any) -> None:
        self.max_mb = max_mb
        super().__init__(widget=FileInput(several=False, accept=accept), max_length=200, **arguments)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > self.max_mb * MEGABYTE:
            raise ValidationError(_("This file is larger than %(mb)s MB.") % {"mb": self.max_mb}, code="too_large")
        return file


class UploadsField(forms.FileField):
    """Several files at once, at most `max_files`; what is wrong with one of them is left to who reads them."""

    def __init__(self, *, max_files: int, accept: str, **arguments: Any) -> None:
        self.max_files = max_files
        super().__init__(
            widget=FileInput(several=True, accept=accept), allow_empty_file=True, max_length=200, **arguments
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(UploadsField, self).clean(each, initial) for each in data or [None]]
        if len(files) > self.max_files:
            raise ValidationError(_("Send at most %(count)s files at once.") % {"count": self.max_files})
        return files
