"""A list becomes a roster: nothing before it was shown, everything in one go, and an export read again is no change."""

from __future__ import annotations

import re
import resource
import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from athletes.bounded import Unreadable
from athletes.models import Athlete, Group, GroupAthlete, Record, Team
from athletes.roster_columns import guess
from athletes.roster_comparison import Comparison, Meaning, Wish, compare
from athletes.roster_export import export_roster
from athletes.roster_list import Shown
from athletes.roster_sheets import read
from tests.athletes.accidents import mutated
from tests.athletes.squads import a_squad, actor_of, groups_of
from tests.cast import Cast, an_athlete
from tests.pages import visible

pytestmark = pytest.mark.slow

IMPORT = "/athletes/import/"
LIST = """Name;E-Mail;Niveau;Wochenkilometer;Gruppe;Geburtsdatum
Mia Neu;mia@example.org;Anfänger;32,5;Track;31.3.2008
Ana R.;ana.r@example.org;erfahren;50;;
Ben O.;;;;;
Mia Neu;MIA@example.org;Anfänger;40;;
Noa;noa at example;olympic;3;Track;soon
"""


def upload(client: Client, content: str | bytes, name: str = "list.csv") -> str:
    """Where the rows of this file are shown."""
    data = content.encode() if isinstance(content, str) else content
    answer = client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def confirm(client: Client, url: str, query: str = "") -> Any:
    """The answer to the button below what is shown."""
    form = client.get(url + query).content.decode().split('method="post"')[-1]
    sent = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', form)
    return client.post(url, dict(sent), follow=True)


def meanings(actor: Any, content: str, **wish: Any) -> Comparison:
    sheet = read(content.encode())
    defaults: dict[str, Any] = {"level": "intermediate", "zone": "UTC", "baseline_km_per_week": None}
    return compare(actor, sheet, Wish(guess(sheet.header), **{**defaults, **wish}))


def everything(team: Team) -> list[Any]:
    rows = Athlete.objects.in_team(team).order_by("pk").values()
    return [*rows, *GroupAthlete.objects.in_team(team).order_by("pk").values()]


# --- From the file to the roster ---------------------------------------------------------------


def test_a_list_is_explained_before_anything_is_written(coach: Client, cast: Cast) -> None:
    a_squad(cast.team, "track")
    before = everything(cast.team)
    said = visible(coach.get(upload(coach, LIST)))
    assert "CSV, UTF-8, parted by semicolons · 5 rows · nothing is written yet" in said
    assert "1 new · 1 changed · 1 the same · 1 twice · 1 cannot be read" in said
    assert "Line 3 Ana R. Level: Intermediate → Advanced" in said
    assert "Line 5 Mia Neu The same person as in line 2. Keep one of the two." in said
    assert "Line 6 Noa E-mail: “noa at example” is no e-mail address." in said
    assert "Level: “olympic” is no level." in said
    assert everything(cast.team) == before


def test_what_was_shown_is_written_and_told_row_by_row(coach: Client, cast: Cast) -> None:
    a_squad(cast.team, "track")
    said = visible(confirm(coach, upload(coach, LIST)))
    assert "2 done · 1 unchanged · 2 not possible" in said
    mia = Athlete.objects.in_team(cast.team).get(name="Mia Neu")
    assert (mia.level, mia.baseline_km_per_week, f"{mia.birth_date}") == ("beginner", Decimal("32.5"), "2008-03-31")
    assert (mia.zone, mia.available_weekdays, groups_of(mia)) == ("Europe/Berlin", tuple(range(7)), ["track"])
    cast.ana.refresh_from_db()
    assert cast.ana.level == "advanced"
    records = Record.objects.in_team(cast.team).filter(what="roster.imported")
    assert {record.athlete.name for record in records if record.athlete} == {"Mia Neu", "Ana R."}
    assert Record.objects.in_team(cast.team).get(what="roster.import").after == {"new": 1, "changed": 1}


def test_an_import_is_taken_back(coach: Client, cast: Cast) -> None:
    a_squad(cast.team, "track")
    url = confirm(coach, upload(coach, LIST)).request["PATH_INFO"]
    assert "2 done" in visible(coach.post(f"{url}undo/", follow=True))
    assert Athlete.objects.in_team(cast.team).get(name="Mia Neu").archived_at is not None
    cast.ana.refresh_from_db()
    assert cast.ana.level == "intermediate"


def test_an_upload_is_gone_once_it_is_written(coach: Client, cast: Cast) -> None:
    url = upload(coach, LIST)
    confirm(coach, url)
    assert coach.get(url).status_code == 404


def test_a_roster_that_moved_in_between_is_shown_again(coach: Client, cast: Cast) -> None:
    url = upload(coach, LIST)
    form = coach.get(url).content.decode().split('method="post"')[-1]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', form))
    cast.ana.level = "beginner"
    cast.ana.save()
    before = everything(cast.team)
    answer = coach.post(url, sent)
    assert answer.status_code == 409
    assert "Nothing was written; look again." in answer.content.decode()
    assert "Level: Beginner → Advanced" in answer.content.decode()
    assert everything(cast.team) == before


def test_columns_can_be_chosen_otherwise(coach: Client, cast: Cast) -> None:
    url = upload(coach, "Wer,Was\nMia,40\n")
    assert coach.get(url).status_code == 200
    assert "Say which column holds the name." in coach.get(url).content.decode()
    rest = "&level=beginner&zone=UTC&group="
    twice = coach.get(f"{url}?c0=name&c1=name{rest}")
    assert twice.status_code == 422
    assert "Two columns cannot be the same: Name." in twice.content.decode()
    said = visible(confirm(coach, url, f"?c0=name&c1=baseline_km_per_week{rest}"))
    assert "1 done" in said
    assert Athlete.objects.in_team(cast.team).get(name="Mia").baseline_km_per_week == 40


def test_a_workbook_is_a_list_too(coach: Client, cast: Cast) -> None:
    url = upload(coach, export_roster(actor_of(cast.owner), Shown(), "xlsx"), "roster.xlsx")
    assert "0 new · 0 changed · 2 the same" in visible(coach.get(url))


@pytest.mark.parametrize(
    "content", [b"", b"Name\n", b"\xd0\xcf\x11\xe0rest", b"PK\x03\x04rest", b'a,b\n"' + b"x" * 200_000], ids=repr
)
def test_a_file_that_is_no_list_is_refused_in_words(coach: Client, cast: Cast, content: bytes) -> None:
    before = everything(cast.team)
    answer = coach.post(IMPORT, {"file": SimpleUploadedFile("list.csv", content)})
    assert answer.status_code == 422
    assert 'class="errorlist"' in answer.content.decode()
    assert everything(cast.team) == before


def test_a_file_far_too_large_is_413(coach: Client) -> None:
    assert coach.post(IMPORT, {"file": SimpleUploadedFile("x.csv", b"x" * 3_000_000)}).status_code == 413


def test_an_upload_is_its_owners_alone(coach: Client, cast: Cast) -> None:
    url = upload(coach, LIST)
    other = Client()
    for user, status in ((cast.owner, 404), (cast.rival, 404), (cast.reader, 403), (cast.ana_user, 403)):
        other.force_login(user)
        assert other.get(url).status_code == status
        assert other.post(url).status_code == status
    session = Client()
    session.cookies["sessionid"] = url.split("/")[-2]
    assert session.get("/athletes/").status_code == 302, "the key of an upload signs nobody in"


@pytest.mark.slow
def test_300_accidents_cost_neither_time_nor_memory(cast: Cast) -> None:
    actor, outcomes, slowest = actor_of(cast.coach), set(), 0.0
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for seed in range(300):
        data = mutated(seed)
        started = time.process_time()
        try:
            sheet = read(data)
        except Unreadable:
            pass
        else:
            wish = Wish(guess(sheet.header), "beginner", "UTC", Decimal(40))
            outcomes |= {row.meaning for row in compare(actor, sheet, wish).rows}
        slowest = max(slowest, time.process_time() - started)
    assert {Meaning.NEW, Meaning.ERROR, Meaning.DUPLICATE} <= outcomes
    assert slowest < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - megabytes < 200


@pytest.mark.slow
def test_the_page_after_an_accident_is_a_page(coach: Client, cast: Cast) -> None:
    for seed in range(30):
        answer = coach.post(IMPORT, {"file": SimpleUploadedFile("list.csv", mutated(seed) or b" ")})
        assert answer.status_code in (302, 422)
        if answer.status_code == 302:
            assert coach.get(answer.headers["Location"]).status_code == 200


# --- What a row means --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "wish", "meaning", "told"),
    [
        ("Name,Baseline\nMia,40", {}, Meaning.NEW, ""),
        ("Name\nMia", {}, Meaning.ERROR, "There is no baseline."),
        ("Name\nMia", {"baseline_km_per_week": 30}, Meaning.NEW, ""),
        ("Name,Baseline,Mon\nMia,40,0", {}, Meaning.ERROR, "No weekday is free."),
        ("E-mail,Baseline\nmia@example.org,40", {}, Meaning.ERROR, "There is no name."),
        ("Name\nana r.", {}, Meaning.CHANGED, "Name: Ana R. → ana r."),
        ("Name,E-mail\nAna,ANA.R@example.org", {}, Meaning.CHANGED, "Ana R. → Ana E-mail: ana.r@example.org → ANA.R"),
        ("Name,E-mail\nAna R.,other@example.org", {}, Meaning.DUPLICATE, "Somebody of this name is on the roster"),
        ("Name,E-mail,Baseline\nAna R.,other@example.org,40", {"namesakes": True}, Meaning.NEW, ""),
        ("Name,E-mail\nBen O.,ben@example.org", {}, Meaning.CHANGED, "E-mail: – → ben@example.org"),
        ("Name,E-mail\nBen O.,ana.r@example.org", {}, Meaning.CHANGED, "Name: Ana R. → Ben O."),
        ("Name,Level\nAna R.,advanced", {"updates": False}, Meaning.SAME, "left as they are"),
        ("Name,Level\nFinn,advanced", {}, Meaning.ERROR, "There is no baseline."),
        ("Name,E-mail\nX,finn@example.org", {}, Meaning.DUPLICATE, "Finn is archived. Restore them"),
        ("Number,Name\n999999999,Mia", {}, Meaning.ERROR, "There is no athlete with the number 999999999"),
        ("Name,Groups\nBen O.,Nowhere", {}, Meaning.ERROR, "There is no group “Nowhere”: correct it"),
        ("Name,Groups\nBen O.,Nowhere", {"makes_groups": True}, Meaning.CHANGED, "Goes into Nowhere"),
        ("Name,Groups\nBen O.,TRACK", {}, Meaning.CHANGED, "Goes into Track"),
        ("Name,Days\nBen O.,Mon Wed", {}, Meaning.CHANGED, "120 0 120 0 0 0 0"),
        ("Name,Mon\nBen O.,45", {}, Meaning.CHANGED, "45 120 120 120 120 120 120"),
        ("Name,Level,E-mail,Baseline\nBen O.,,,", {}, Meaning.SAME, ""),
    ],
)  # fmt: skip
def test_a_row_means(cast: Cast, content: str, wish: Mapping[str, Any], meaning: Meaning, told: str) -> None:
    a_squad(cast.team, "Track")
    an_athlete(cast.team, "Finn", email="finn@example.org", archived_at=timezone.now())
    (row,) = meanings(actor_of(cast.coach), content, **wish).rows
    assert (row.meaning, told in " ".join(row.told)) == (meaning, True), row


def test_who_has_a_name_twice_needs_an_address(cast: Cast) -> None:
    an_athlete(cast.team, "Ben O.")
    (row,) = meanings(actor_of(cast.coach), "Name,Level\nBen O.,advanced").rows
    assert row.told == ("2 athletes have this name. Give the e-mail address or the number of one.",)


# --- Whose they are ----------------------------------------------------------------------------


def test_a_coach_of_a_group_learns_of_others_only_that_an_address_is_taken(squad_coach: Client, cast: Cast) -> None:
    cast.ben.email = "ben@example.org"
    cast.ben.save()
    before = everything(cast.team)
    content = (
        f"Number,Name,E-mail,Baseline,Groups\n,Other,BEN@example.org,40,\n{cast.ben.pk},B,,40,\n,Mia,,40,Secret group\n"
        f",Ben O.,,40,\n{cast.zoe.pk},Z,,40,\n"
    )
    url = upload(squad_coach, content)
    said = visible(squad_coach.get(url))
    assert "Line 2 Other This e-mail address is taken in this team." in said
    assert f"There is no athlete with the number {cast.ben.pk} on your roster." in said
    assert f"There is no athlete with the number {cast.zoe.pk} on your roster." in said
    assert "You look after no group “Secret group”. Leave it out." in said
    assert "1 new" in said, "somebody called Ben O. is news to this coach"
    confirm(squad_coach, url)
    after = everything(cast.team)
    assert [row for row in before if row not in after] == []
    assert groups_of(Athlete.objects.in_team(cast.team).filter(name="Ben O.").latest("pk")) == ["Squad"]


def test_a_coach_of_a_group_cannot_choose_another(squad_coach: Client, cast: Cast) -> None:
    url = upload(squad_coach, "Name,Baseline\nMia,40\n")
    others = Group.objects.in_team(cast.team).get(name="Secret group")
    foreign = a_squad(cast.other_team, "Rival squad")
    for group in (others, foreign):
        query = f"?c0=name&c1=baseline_km_per_week&level=beginner&zone=UTC&group={group.pk}"
        answer = squad_coach.get(url + query)
        assert answer.status_code == 422
        assert "Rival" not in answer.content.decode()
    assert not Athlete.objects.in_team(cast.team).filter(name="Mia").exists()


def test_only_who_manages_makes_groups_and_moves_people(client: Client, cast: Cast) -> None:
    a_squad(cast.team, "Track")
    content = "Name,Baseline,Groups\nBen O.,50,Track\nMia,40,Track\nNoa,40,New group\n"
    told = [" ".join(row.told) for row in meanings(actor_of(cast.assistant), content, makes_groups=True).rows]
    assert "Only the team's owners and its head coach change groups." in told[0]
    assert told[1] == ""
    assert told[2] == "You look after no group “New group”. Leave it out."


def test_groups_that_are_not_there_are_made_when_asked(coach: Client, cast: Cast) -> None:
    url = upload(coach, "Name,Baseline,Groups\nMia,40,Trail; Sprint\nNoa,40,trail\n")
    assert "Groups that are not there yet: Trail, Sprint." in visible(coach.get(url))
    query = "?c0=name&c1=baseline_km_per_week&c2=groups&level=beginner&zone=UTC&group=&makes_groups=on"
    assert "2 done" in visible(confirm(coach, url, query))
    assert [group.name for group in Group.objects.in_team(cast.team)] == ["Sprint", "Trail"]
    assert groups_of(Athlete.objects.in_team(cast.team).get(name="Noa")) == ["Trail"]
