"""`manage.py import_logs FILE --team SLUG --preset pmdata`: daily logs from somebody else's CSV file."""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from athletes.models import Level, Team
from athletes.zones import validate_zone
from readiness.csv_rows import CsvFile, UnreadableFile
from readiness.importing import Imported, NewAthletes, import_logs
from readiness.log_columns import FIELDS, PRESETS, BadMapping, Reading, Scale
from readiness.progress import shown_on


class Command(BaseCommand):
    help = "Import daily logs from a CSV file (also .gz). Good rows are kept; run twice, nothing changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = f"Fields: {', '.join(FIELDS)}"
        parser.add_argument("file", type=Path, help="The file: CSV in UTF-8, plain or gzipped, with a header line.")
        parser.add_argument("--team", required=True, help="The team, by its slug.")
        parser.add_argument("--preset", choices=sorted(PRESETS), help="Columns, scales and zone of a known file.")
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN,…",
            help="Which column of the file holds which field; adds to a preset.",
        )  # fmt: skip
        parser.add_argument(
            "--scale", action="append", default=[], metavar="FIELD=LOW..HIGH[:worst],…",
            help="The file's scale of a rating, such as soreness=1..7:worst where 7 is the worst.",
        )  # fmt: skip
        parser.add_argument("--missing", metavar="TEXT,…", help="Cells that mean missing, such as 0,NA,-; empty does.")
        parser.add_argument("--delimiter", help="What parts the cells, such as ; or tab; found out if left out.")
        parser.add_argument("--zone", help="Turns instants into local dates; the athletes' own zones if left out.")
        parser.add_argument("--create-athletes", action="store_true", help="Add athletes that the team does not have.")
        parser.add_argument("--level", choices=Level.values, default=Level.INTERMEDIATE, help="Of added athletes.")
        parser.add_argument("--baseline-km", type=float, default=50, help="Of added athletes, km a week; 50.")
        parser.add_argument(
            "--consent-on-paper", default="", metavar="WHERE",
            help="Where the papers are on which added athletes agreed to keeping their health data; none is kept else.",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        team = Team.objects.filter(slug=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team “{options['team']}”.")
        delimiter = {"tab": "\t", "\\t": "\t"}.get(options["delimiter"], options["delimiter"])
        if delimiter and len(delimiter) != 1:
            raise CommandError("A delimiter is one character, or the word tab.")
        try:
            reading = _reading(options)
            with _opened(options["file"], delimiter) as file:
                done = import_logs(
                    team,
                    file,
                    reading,
                    now=timezone.now(),
                    new_athletes=_new_athletes(options, reading) if options["create_athletes"] else None,
                    dry_run=options["dry_run"],
                    on_bad=lambda row: self.stdout.write(f"line {row.line}: {row.reason}"),
                    progress=shown_on(self.stderr),
                )
        except BadMapping as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_summary(done, options["dry_run"]))
        if not done.good:
            raise CommandError("Nothing could be read.")


def _opened(path: Path, delimiter: str | None) -> CsvFile:
    try:
        return CsvFile(path, delimiter)
    except OSError as error:
        raise CommandError(f"“{path}” cannot be read: {error.strerror or error}.") from error
    except UnreadableFile as error:
        raise CommandError(f"“{path}” cannot be read: {error}") from error


def _reading(options: dict[str, Any]) -> Reading:
    """The preset, if any, with what the options add to it or change."""
    if not options["preset"] and not options["map"]:
        raise BadMapping(f"Say which columns to read: --preset {' or '.join(sorted(PRESETS))}, or --map.")
    reading = PRESETS[options["preset"]] if options["preset"] else Reading({})
    scales = {name: Scale.parse(text) for name, text in _pairs(options["scale"], "--scale soreness=1..7:worst")}
    reading = replace(
        reading,
        columns={**reading.columns, **dict(_pairs(options["map"], "--map athlete=Name,date=Day"))},
        scales={**reading.scales, **scales},
    )
    if options["missing"] is not None:
        reading = replace(reading, missing=frozenset(text.strip() for text in options["missing"].split(",")))
    if options["zone"]:
        try:
            validate_zone(options["zone"])
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        reading = replace(reading, zone=options["zone"])
    return reading


def _pairs(texts: list[str], example: str) -> list[tuple[str, str]]:
    """`a=x,b=y` as pairs; a column with a comma in its name stands in quotes."""
    pairs = []
    for part in (part for parts in csv.reader(texts) for part in parts):
        name, equals, value = part.partition("=")
        if not (name.strip() and equals and value.strip()):
            raise BadMapping(f"“{part}” is not understood. Write it as in {example}.")
        pairs.append((name.strip(), value.strip()))
    return pairs


def _new_athletes(options: dict[str, Any], reading: Reading) -> NewAthletes:
    athlete = NewAthletes(
        Level(options["level"]), options["baseline_km"], reading.zone or "UTC", options["consent_on_paper"]
    )
    if not 5 <= athlete.baseline_km_per_week <= 200:
        raise CommandError("The baseline lies between 5 and 200 km per week.")
    return athlete


def _summary(done: Imported, dry_run: bool) -> str:
    lines = [
        f"{done.rows} rows read, {done.bad} of them bad"
        + (f", {done.superseded} with a later row of the same day" if done.superseded else "")
        + (f", {done.empty} without any value" if done.empty else ""),
        f"{done.written} days written, {done.replaced} replaced, {done.unchanged} unchanged",
        f"{done.athletes_created} athletes created",
        *(f"{name}: no consent to keep {', '.join(fields)}" for name, fields in done.no_consent.items()),
    ]
    return "\n".join([*lines, *(["Dry run: nothing was written."] if dry_run else [])])
