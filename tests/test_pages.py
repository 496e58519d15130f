"""That a page which is not strict is found out: `tests.pages.faults` looks at every page of the isolation matrix."""

from __future__ import annotations

import pytest

from tests.pages import Strict


@pytest.mark.parametrize(
    "page",
    [
        "<script>x</script>", "<style>b{}</style>", '<p style="x">', '<p onclick="x">', '<a href="https://x.org">',
        '<img src="//x.org/a">', '<a href="javascript:x">', '<form action="http://x.org">', '<p hx-on:click="x">',
    ],
)  # fmt: skip
def test_a_page_that_is_not_strict_is_found_out(page: str) -> None:
    strict = Strict()
    strict.feed(f"<!doctype html><p>fine</p>{page}")
    assert strict.found != []
