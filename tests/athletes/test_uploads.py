"""How much a page takes: what is too large is answered with 413 before it is read."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from athletes.uploads import MEGABYTE, UploadField, UploadsField
from tests.cast import Cast


class Unread:
    """A body that must not be read."""

    def read(self, *size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_body_larger_than_its_page_takes_is_not_read(cast: Cast, content_type: str, signed_in: bool) -> None:
    client = Client(enforce_csrf_checks=True)
    if signed_in:
        client.force_login(cast.coach)
    sent: dict[str, Any] = {"CONTENT_LENGTH": "300000", "CONTENT_TYPE": content_type, "wsgi.input": Unread()}
    reply = client.generic("POST", "/sign-in/", **sent)
    assert reply.status_code == 413
    assert "up to 256" in reply.content.decode()


def test_a_form_that_fits_is_read(client: Client, cast: Cast) -> None:
    assert client.post("/sign-in/", {"username": "x" * 1000}).status_code != 413


class OneFile(forms.Form):
    file = UploadField(max_mb=1, accept=".csv")


class SomeFiles(forms.Form):
    sent = UploadsField(max_files=2, accept=".gpx")


def a_file(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("runs.csv", b"x" * size)


@pytest.mark.parametrize(
    ("size", "errors"),
    [
        pytest.param(10, [], id="small"),
        pytest.param(MEGABYTE, [], id="just fits"),
        pytest.param(MEGABYTE + 1, ["This file is larger than 1 MB."], id="one byte more"),
        pytest.param(0, ["The submitted file is empty."], id="empty"),
    ],
)
def test_one_file(size: int, errors: list[str]) -> None:
    form = OneFile({}, MultiValueDict({"file": [a_file(size)]}))
    assert form.errors.get("file", []) == errors


@pytest.mark.parametrize(
    ("sizes", "errors"),
    [
        pytest.param([10], [], id="one"),
        pytest.param([10, 0], [], id="two, one of them empty: the reader says so"),
        pytest.param([10, 10, 10], ["Send at most 2 files at once."], id="three"),
        pytest.param([], ["This field is required."], id="none"),
    ],
)
def test_several_files(sizes: list[int], errors: list[str]) -> None:
    form = SomeFiles({}, MultiValueDict({"sent": [a_file(size) for size in sizes]}))
    assert form.errors.get("sent", []) == errors
    if not errors:
        assert [file.size for file in form.cleaned_data["sent"]] == sizes
