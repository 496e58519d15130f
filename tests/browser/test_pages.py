"""Names without a blank, and keys pressed in a hurry: what only a browser can tell about the pages of a season."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Page, expect

from athletes.models import Athlete
from plans.engine.operations import InsertRest
from tests.browser.test_story import sign_in
from tests.cast import Cast, an_athlete
from tests.season import MONDAY, NOW, THURSDAY, ask, begin

LONG = "Ana-" + "Wolfeschlegelsteinhausenbergerdorff" * 3
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def ana(transactional_db: None, cast: Cast, clock: time_machine.Traveller) -> Athlete:
    """An athlete, a coach and a team with one long word as their name, and a decision that asks."""
    for person in (cast.ana, cast.ana_user, cast.coach, cast.team):
        person.name = LONG
        person.save()
    ask(begin(cast.ana, cast.coach, goal=LONG), InsertRest(THURSDAY))
    return cast.ana


def test_a_long_word_widens_no_page_on_a_phone(phone: Page, ana: Athlete, cast: Cast) -> None:
    widths = {}
    sign_in(phone, cast.coach.email)
    for path in (
        "/",
        "/athletes/",
        f"/athletes/{ana.pk}/",
        f"/athletes/{ana.pk}/edit/",
        f"/athletes/{ana.pk}/weeks/{MONDAY}/",
    ):
        phone.goto(path)
        expect(phone.locator("main")).to_contain_text(LONG if "edit" not in path else "Save")
        widths[path] = phone.evaluate(WIDTH)
    phone.get_by_role("link", name="Fallow").click()
    phone.context.clear_cookies()
    sign_in(phone, cast.ana_user.email)
    for path in ("/today/", "/my-week/", "/help/rules/"):
        phone.goto(path)
        expect(phone.locator("h1")).to_be_visible()
        widths[path] = phone.evaluate(WIDTH)
    assert max(widths.values()) <= 360, widths


def test_a_long_menu_scrolls_inside(phone: Page, ana: Athlete, cast: Cast) -> None:
    phone.set_viewport_size({"width": 360, "height": 500})
    sign_in(phone, cast.coach.email)
    phone.goto(f"/athletes/{ana.pk}/weeks/{MONDAY}/")
    menu = phone.locator(".menu", has_text="Add").last
    menu.locator("summary").click()
    items = menu.locator(".menu-list")
    expect(items).to_be_visible()
    assert items.bounding_box()["height"] <= 500 * 0.7  # type: ignore[index]
    assert items.evaluate("list => list.scrollHeight > list.clientHeight")


class TestKeys:
    """Four rows wait; whoever answers one goes on with the one that took its place."""

    @pytest.fixture
    def names(self, transactional_db: None, cast: Cast, clock: time_machine.Traveller) -> list[str]:
        for name in ("Ana R.", "Ben O.", "Cleo", "Dora"):
            athlete = Athlete.objects.in_team(cast.team).filter(name=name).first() or an_athlete(cast.team, name)
            ask(begin(athlete, cast.coach))
        return ["Ana R.", "Ben O.", "Cleo", "Dora"]

    @pytest.mark.parametrize(
        ("row", "then", "left"),
        [(1, "Ben O.", "Cleo"), (3, "Dora", "Dora"), (4, "Cleo", "Cleo")],
        ids=["first", "third", "last"],
    )
    def test_focus_goes_to_the_row_that_took_the_place(
        self, desk: Page, cast: Cast, names: list[str], row: int, then: str, left: str
    ) -> None:
        sign_in(desk, cast.coach.email)
        rows = desk.locator("[data-row]")
        expect(rows).to_have_count(4)
        desk.wait_for_load_state()  # the keys come with a module, after the rows
        for _ in range(row):
            desk.keyboard.press("j")
        expect(rows.nth(row - 1)).to_be_focused()

        desk.keyboard.press("d")

        expect(rows).to_have_count(3)
        expect(rows.filter(has_text=then)).to_be_focused()
        desk.keyboard.press("j")
        expect(rows.filter(has_text=left)).to_be_focused()
