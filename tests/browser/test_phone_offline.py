"""A phone without network: what is answered waits on it, arrives once, and leaves nothing behind at sign-out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, Route, expect

from plans import phone_entries
from plans.models import Feedback, FeedbackVersion, Session, Week
from plans.planning import create_plan
from readiness.models import DailyLog, DailyLogVersion
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.season import NOW, begin

CANARY = "canary-in-the-note"
WORDS = ("great", "hardly", "rested", "good", "relaxed", "good")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def ana(transactional_db: None, cast: Cast, clock: time_machine.Traveller, phone: Page) -> Cast:
    """Ana is signed in on a phone that has looked at today once, and the page without network is there."""
    begin(cast.ana, cast.coach)
    phone.clock.install(time=NOW)
    sign_in(phone, cast.ana_user.email)
    phone.goto("/today/")
    ready(phone)
    return cast


def ready(page: Page) -> None:
    """The worker looks after the page, the page without network is kept, and so is what it shows."""
    page.evaluate(
        f"""async () => {{
          const is = [
            async () => navigator.serviceWorker.controller?.state === "activated",
            async () => Boolean(await caches.match("/offline/")),
            {SHOWN},
          ];
          const later = () => new Promise((done) => setTimeout(done, 50));
          for (const each of is) while (!(await each())) await later();
        }}"""
    )


SHOWN = """async () => {
  const open = indexedDB.open("fallow-phone", 1);
  const db = await new Promise((done) => (open.onsuccess = () => done(open.result)));
  const read = db.transaction("notes").objectStore("notes").get("shown");
  const found = await new Promise((done) => (read.onsuccess = () => done(read.result)));
  db.close();
  return Boolean(found);
}"""


def logs(cast: Cast) -> list[tuple[date, int | None]]:
    return list(DailyLog.objects.in_team(cast.team).order_by("local_date").values_list("local_date", "mood"))


def answer(page: Page, words: tuple[str, ...] = WORDS) -> None:
    form = page.locator("form[data-kept=check_in]")
    for scale, word in zip(form.locator(".scale").all(), words, strict=True):
        scale.get_by_text(word, exact=True).click()
    form.get_by_role("button", name="Log it").click()


def test_it_waits_on_the_phone_and_is_saved_when_the_network_is_back(
    phone: Page, ana: Cast, complaints: list[str]
) -> None:
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", name="Wednesday")).to_be_visible()
    answer(phone)
    expect(phone.get_by_text("Kept on this phone. It is sent").first).to_be_visible()
    assert logs(ana) == []

    phone.context.set_offline(False)
    expect(phone.get_by_text("Saved.")).to_be_visible()
    assert logs(ana) == [(NOW.date(), 4)]
    assert [c for c in complaints if "ERR_INTERNET_DISCONNECTED" not in c] == []


def test_with_network_it_says_saved_and_what_follows(phone: Page, ana: Cast) -> None:
    answer(phone)
    expect(phone.get_by_role("heading", name="This morning", exact=True)).to_be_visible()
    assert logs(ana) == [(NOW.date(), 4)]


def test_a_session_is_reported_without_network(phone: Page, ana: Cast) -> None:
    phone.context.set_offline(True)
    phone.reload()
    card = phone.locator(".session-large").first
    expect(card.get_by_role("heading")).to_be_visible()
    card.get_by_role("button", name="Done").click()
    expect(phone.get_by_text("Kept on this phone. It is sent").first).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Saved.")).to_be_visible()
    assert Feedback.objects.in_team(ana.team).get().outcome == "done"


KEPT = """async () => {
  const { kept } = await import("/static/js/phone/box.js");
  const { whose } = await import("/static/js/phone/kept.js");
  return kept(await whose());
}"""
ONLINE = "() => { window.dispatchEvent(new Event('online')); navigator.serviceWorker.controller?.postMessage('send'); }"


def kept(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(KEPT)
    return found


class TestAnswers:
    """Nothing that may come back makes the phone forget an entry, except that it was saved."""

    @pytest.mark.parametrize("status", [401, 403, 409, 413, 422, 429, 500, 503, 200, 302, 0])
    def test_no_answer_but_saved_drops_it(self, phone: Page, ana: Cast, status: int) -> None:
        def reply(route: Route) -> None:
            if status:
                route.fulfill(status=status, body="<p>Please sign in to the Wi-Fi</p>", content_type="text/html")
            else:
                route.abort("timedout")

        phone.route("**/phone/entries/", reply)
        answer(phone)
        at_fault = status in (409, 413, 422)
        says = "Not saved yet, and nothing is lost" if at_fault else "Kept on this phone. It is sent"
        expect(phone.get_by_text(says).first).to_be_visible()
        (entry,) = kept(phone)
        assert entry["entry"]["fields"]["mood"] == "4"
        assert bool(entry["problem"]) == at_fault
        assert logs(ana) == []

        phone.unroute("**/phone/entries/")
        if at_fault:
            phone.locator("form[data-kept=check_in]").get_by_role("button", name="Log it").click()
        else:
            phone.evaluate(ONLINE)
        expect(phone.get_by_role("heading", name="This morning", exact=True)).to_be_visible()
        assert logs(ana) == [(NOW.date(), 4)]
        assert kept(phone) == []

    def test_what_the_server_refuses_says_why_and_stays_in_the_form(self, phone: Page, ana: Cast) -> None:
        phone.get_by_text("More, if you like").click()
        phone.get_by_label("I fainted").click()
        phone.get_by_label("I fainted").click()
        phone.get_by_role("button", name="Pick a word to log it").click()
        expect(phone.get_by_role("alert")).to_contain_text("Pick at least one word")
        assert logs(ana) == []


def test_another_person_on_the_same_phone_neither_sends_nor_sees_them(
    phone: Page, ana: Cast, clock: time_machine.Traveller
) -> None:
    phone.context.set_offline(True)
    phone.reload()
    answer(phone)
    expect(phone.get_by_text("Kept on this phone. It is sent").first).to_be_visible()
    phone.context.set_offline(False)
    phone.context.clear_cookies()
    phone.route("**/phone/entries/", lambda route: route.abort())  # until Ben is here
    ben = ana.ben
    ben.user = ana.stranger
    ben.save()
    sign_in(phone, ana.stranger.email)
    phone.goto("/today/")
    ready(phone)
    phone.unroute("**/phone/entries/")
    phone.evaluate(ONLINE)
    expect(phone.get_by_text("Kept on this phone")).to_have_count(0)
    assert kept(phone) == []
    assert logs(ana) == []

    phone.context.clear_cookies()
    sign_in(phone, ana.ana_user.email)
    phone.goto("/today/")
    expect(phone.get_by_role("heading", name="This morning", exact=True)).to_be_visible()
    assert kept(phone) == []
    assert logs(ana) == [(NOW.date(), 4)]


STORED = """async () => {
  const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  const text = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder("latin1").decode(value);
    if (value && typeof value === "object") return Object.values(value).map(text).join(" ");
    return String(value);
  };
  let rows = 0;
  for (const { name } of await indexedDB.databases()) {
    const open = indexedDB.open(name);
    const db = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll();
      for (const row of await new Promise((done) => (all.onsuccess = () => done(all.result)))) {
        rows += 1;
        texts.push(text(row));
      }
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request)).text());
  }
  return { rows, text: texts.join("\\n") };
}"""


def test_nothing_can_be_read_before_and_nothing_is_left_after_the_sign_out(
    phone: Page, ana: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.context.set_offline(True)
    phone.reload()
    phone.get_by_text("More, if you like").click()
    phone.get_by_label("Note").fill(CANARY)
    answer(phone)
    expect(phone.get_by_text("Kept on this phone. It is sent").first).to_be_visible()
    assert kept(phone)[0]["entry"]["fields"]["note"] == CANARY
    before = phone.evaluate(STORED)
    assert before["rows"] > 0
    assert [word for word in (CANARY, "Ana R", "Easy run") if word in before["text"]] == []

    def out_of_order(*_: Any) -> Any:
        raise ConnectionResetError

    monkeypatch.setattr(phone_entries, "take", out_of_order)
    phone.context.set_offline(False)
    for _ in range(10):  # the worker's own network comes back a moment after the page's; until then the shell opens
        phone.goto("/today/")
        if phone.locator(".topbar .menu").count():
            break
    asked: list[str] = []
    phone.on("dialog", lambda dialog: asked.append(dialog.message))
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.locator(".topbar .menu summary").click()
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(lambda url: "today" not in url)
    assert asked == ["Not sent yet: 1. Sign out and delete that from this phone?"]
    after = phone.evaluate(STORED)
    assert [word for word in (CANARY, "Ana R", "Easy run") if word in after["text"]] == []
    assert after["rows"] == 0


DAYS = 30


GOOD = (5, 4, 4, 4, 4, 4)
"""What `WORDS` stand for."""
POOR_WORDS, POOR = ("poor", "sore", "tired", "low", "stressed", "little"), (2, 2, 2, 2, 2, 2)


def test_sixty_answers_of_thirty_days_arrive_once_each(
    phone: Page, cast: Cast, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty days without network, the tab killed after every tenth answer; then two tabs and the worker send at once
    while three answers in ten are lost after the commit; then all of it is sent twice more."""
    now = datetime.now(UTC).replace(microsecond=0)
    first = now - timedelta(days=DAYS - 1)
    with_a_session_on_each_day(cast, first.date(), now.date())
    context = phone.context
    with time_machine.travel(first) as clock:
        context.clock.set_fixed_time(first)
        sign_in(phone, cast.ana_user.email)
        phone.goto("/today/")
        ready(phone)
        clock.move_to(now)
        context.set_offline(True)
        page = answered_each_day(phone, now)
        lost = Lossy(monkeypatch)
        other = context.new_page()
        context.set_offline(False)
        for tab in (page, other):
            tab.goto("/help/")
        rounds = 0
        while kept(page) and rounds < 3000:
            for tab in (page, other):
                tab.evaluate(ONLINE)
            rounds += 1
        assert lost.dropped > 5
        assert found(cast) == expected(now)

        lost.stop()
        for tab in (page, other):
            statuses = tab.evaluate(REPLAY, list(lost.entries.values()))
            assert statuses == [200] * 2 * DAYS
        assert found(cast) == expected(now)
        assert DailyLogVersion.objects.in_team(cast.team).count() == 0
        assert FeedbackVersion.objects.in_team(cast.team).count() == 0


def with_a_session_on_each_day(cast: Cast, first: date, last: date) -> None:
    plan = create_plan(cast.ana, first - timedelta(days=first.weekday()), goal="")
    sessions = Session.objects.in_team(plan.team).filter(plan=plan)
    taken = set(sessions.values_list("day", flat=True))
    for week in Week.objects.in_team(plan.team).filter(plan=plan):
        for day in (week.monday + timedelta(days=n) for n in range(7)):
            if day not in taken and first <= day <= last:
                Session.objects.create(
                    team=plan.team, plan=plan, week=week, day=day, original_day=day, position=0, kind="mobility",
                    duration_min=20, rpe=1,
                )  # fmt: skip


def answered_each_day(page: Page, now: datetime) -> Page:
    """A check-in and a report on each day; every tenth is followed by the end of the tab. The tab that is left."""
    context = page.context
    for n in range(DAYS):
        context.clock.set_fixed_time(now - timedelta(days=DAYS - 1 - n))
        page.goto("/today/")
        answer(page, POOR_WORDS if n % 2 else WORDS)
        expect(page.locator("[data-phone-says]").first).to_contain_text("Kept on this phone")
        if (2 * n + 1) % 10 == 0:
            page.close()
            page = context.new_page()
            page.goto("/today/")
        card = page.locator(".session-large").first
        card.locator(".is-rpe").get_by_text(str(n % 11), exact=True).click()
        card.get_by_role("button", name="Done").click()
        expect(card.locator("[data-phone-says]")).to_contain_text("Kept on this phone")
        if (2 * n + 2) % 10 == 0:
            page.close()
            page = context.new_page()
    return page


class Lossy:
    """Three answers in ten are lost after what they answer was committed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[Any] = []
        self.entries: dict[str, Any] = {}
        self.dropped = 0
        self.share = 0.3
        chance, take = Random(7), phone_entries.take

        def taken(athlete: Any, by: Any, sent: Any, at: datetime) -> Any:
            done = take(athlete, by, sent, at)
            self.sent.append(sent)
            self.entries[sent["client_id"]] = sent
            if chance.random() < self.share:
                self.dropped += 1
                raise ConnectionResetError
            return done

        monkeypatch.setattr(phone_entries, "take", taken)

    def stop(self) -> None:
        self.share = 0


REPLAY = """async (entries) => {
  const { csrf } = await (await fetch("/phone/state/")).json();
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  const send = (entry) => fetch("/phone/entries/", { method: "POST", headers, body: JSON.stringify(entry) });
  return (await Promise.all(entries.map(send))).map((reply) => reply.status);
}"""


def found(cast: Cast) -> list[tuple[Any, ...]]:
    logs = DailyLog.objects.in_team(cast.team).values_list(
        "local_date", "sleep_quality", "soreness", "fatigue", "mood", "stress", "appetite", "date_doubtful"
    )
    reports = Feedback.objects.in_team(cast.team).values_list("session__day", "rpe", "outcome")
    return sorted([*logs, *reports], key=str)


def expected(now: datetime) -> list[tuple[Any, ...]]:
    days = [(n, (now - timedelta(days=DAYS - 1 - n)).date()) for n in range(DAYS)]
    logs = [(day, *(POOR if n % 2 else GOOD), False) for n, day in days]
    return sorted([*logs, *((day, n % 11, "done") for n, day in days)], key=str)
