"""Private notes of coaches: who reads, who changes, what is restored, and when one is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from athletes.access import Actor, actor_for
from athletes.models import Record, User
from plans.coach_notes import add_note, edit_note, notes_of, remove_note, restore_note
from plans.models import CoachNote
from tests.cast import Cast
from tests.pages import queries, visible

DAY = timedelta(days=1)


def acting(user: User) -> Actor:
    actor = actor_for(user)
    assert actor is not None
    return actor


def texts(cast: Cast) -> list[str]:
    return [note.text for note in notes_of(cast.ana)]


@pytest.fixture
def note(cast: Cast, clock: Any) -> CoachNote:
    """Of the assistant."""
    return add_note(cast.ana, acting(cast.assistant), "Shy.")


def test_newest_first_and_only_of_this_athlete(cast: Cast, note: CoachNote) -> None:
    add_note(cast.ben, acting(cast.coach), "Bold.")
    add_note(cast.ana, acting(cast.coach), "Ask twice.")
    assert texts(cast) == ["Ask twice.", "Shy."]
    assert note.changed_at == note.written_at


def test_only_the_author_changes_the_words(cast: Cast, note: CoachNote, clock: Any) -> None:
    with pytest.raises(PermissionDenied):
        edit_note(note, acting(cast.owner), "Loud.")
    clock.shift(DAY)
    edit_note(note, acting(cast.assistant), "Shy at first.")
    assert texts(cast) == ["Shy at first."]
    assert note.changed_at - note.written_at == DAY


@pytest.mark.parametrize(("who", "may"), [("assistant", True), ("owner", True), ("coach", True), ("reader", False)])
def test_who_removes_it_and_brings_it_back(cast: Cast, note: CoachNote, who: str, may: bool) -> None:
    actor = acting(getattr(cast, who))
    if not may:
        for change in (remove_note, restore_note):
            with pytest.raises(PermissionDenied):
                change(note, actor)
        assert texts(cast) == ["Shy."]
        return
    for _ in "twice":
        remove_note(note, actor)
    assert texts(cast) == []
    restore_note(note, actor)
    assert texts(cast) == ["Shy."]
    done = Record.objects.in_team(cast.team).filter(what__startswith="note.").order_by("pk")
    assert [(row.what, row.actor, row.athlete, row.after) for row in done] == [
        (what, actor.user, cast.ana, {}) for what in ("note.removed", "note.restored")
    ]


def test_what_was_removed_long_ago_goes_for_good(cast: Cast, note: CoachNote, clock: Any) -> None:
    other = add_note(cast.ana, acting(cast.assistant), "Later.")
    remove_note(note, acting(cast.assistant))
    clock.shift(31 * DAY)
    remove_note(other, acting(cast.assistant))
    assert list(CoachNote.objects.in_team(cast.team)) == [other]


@pytest.mark.slow
class TestPages:
    def test_keep_edit_remove_and_undo(self, coach: Client, cast: Cast) -> None:
        url = f"/athletes/{cast.ana.pk}/notes/"
        assert coach.post(url, {"text": ""}).status_code == 422
        coach.post(url, {"text": "Shy <b>."})
        assert "Shy <b>." in visible(coach.get(url))
        note = CoachNote.objects.in_team(cast.team).get()
        coach.post(f"{url}{note.pk}/", {"text": "Shy at first."})
        coach.post(f"{url}{note.pk}/remove/")
        assert coach.get(f"{url}{note.pk}/").status_code == 404
        page = coach.get(url)
        assert "Shy at first." not in visible(page)
        assert f'action="{url}{note.pk}/restore/"' in page.content.decode()
        coach.post(f"{url}{note.pk}/restore/")
        assert "Shy at first." in visible(coach.get(url))

    def test_the_athlete_reads_them_nowhere(self, ana: Client, cast: Cast, note: CoachNote) -> None:
        for url in ("/today/", "/messages/", "/me/", "/me/data/", "/my-week/"):
            assert "Shy." not in visible(ana.get(url)), url
        assert "written by Alex" in visible(ana.get("/me/data/"))

    def test_who_reads_only_has_no_buttons(self, client: Client, cast: Cast, note: CoachNote) -> None:
        client.force_login(cast.reader)
        page = visible(client.get(f"/athletes/{cast.ana.pk}/notes/"))
        assert "Shy." in page
        assert not {"Edit", "Remove", "Keep the note"} & set(page.split("  "))
        assert "Remove" not in page

    def test_as_often_for_one_note_as_for_many(self, coach: Client, cast: Cast, note: CoachNote) -> None:
        url = f"/athletes/{cast.ana.pk}/notes/"
        queries(coach, url)
        few = queries(coach, url)
        for n in range(10):
            add_note(cast.ana, acting(cast.assistant), f"{n}")
        assert queries(coach, url) == few
