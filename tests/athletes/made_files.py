"""Training files made up for the tests, and a reader that also tells what reading took."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

START = datetime(2026, 10, 4, 7, 30, tzinfo=UTC)


def a_fit(*sessions: dict[str, Any], records: int = 20) -> bytes:
    """A FIT file with a record each second; a session has `sport`, `km`, `min` and `start`, all optional."""
    # The library is only needed to write files, and readers are imported without it.
    from fit_tool.fit_file_builder import FitFileBuilder
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.messages.record_message import RecordMessage
    from fit_tool.profile.messages.session_message import SessionMessage
    from fit_tool.profile.profile_type import FileType, Sport

    builder = FitFileBuilder(auto_define=True)
    file_id = FileIdMessage()
    file_id.type = FileType.ACTIVITY
    file_id.time_created = round(START.timestamp() * 1000)
    builder.add(file_id)
    for second in range(records):
        record = RecordMessage()
        record.timestamp = round((START + timedelta(seconds=second)).timestamp() * 1000)
        record.heart_rate, record.distance = 140 + second % 20, second * 3.0
        record.position_lat, record.position_long = 47.0 + second * 1e-5, 8.0
        builder.add(record)
    for values in sessions:
        session = SessionMessage()
        session.sport = getattr(Sport, values.get("sport", "running").upper())
        session.start_time = round(values.get("start", START).timestamp() * 1000)
        session.total_distance = values.get("km", 10.0) * 1000
        session.total_timer_time = values.get("min", 50.0) * 60
        builder.add(session)
    return bytes(builder.build().to_bytes())


def a_gpx(*, points: int = 60, every_s: int = 10, kind: str | None = "running", times: bool = True) -> str:
    """A track due north, a hundredth of a minute of arc at each point: 18.5 m on the ground."""
    track = "".join(
        f'<trkpt lat="{47 + n / 6000:.8f}" lon="8.0"><ele>400</ele>'
        + (f"<time>{(START + timedelta(seconds=n * every_s)):%Y-%m-%dT%H:%M:%SZ}</time>" if times else "")
        + "<extensions><hr>150</hr></extensions></trkpt>"
        for n in range(points)
    )
    told = "" if kind is None else f"<type>{kind}</type>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="tests" '
        f'xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Home</name>{told}<trkseg>{track}</trkseg></trk></gpx>'
    )


def a_tcx(*, laps: tuple[tuple[float, float], ...] = ((1000, 300), (1500, 450)), sport: str = "Running") -> str:
    """An activity with laps of (metres, seconds)."""
    body = "".join(
        f'<Lap StartTime="{START:%Y-%m-%dT%H:%M:%SZ}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
        f"<DistanceMeters>{metres}</DistanceMeters><Track><Trackpoint><Time>{START:%Y-%m-%dT%H:%M:%SZ}</Time>"
        "<Position><LatitudeDegrees>47.0</LatitudeDegrees><LongitudeDegrees>8.0</LongitudeDegrees></Position>"
        "<DistanceMeters>3.0</DistanceMeters></Trackpoint></Track></Lap>"
        for metres, seconds in laps
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        f'<Activity Sport="{sport}"><Id>{START:%Y-%m-%dT%H:%M:%SZ}</Id>{body}</Activity>'
        "</Activities></TrainingCenterDatabase>"
    )


def a_csv(rows: int = 12) -> str:
    days = (f"{(START + timedelta(days=n)):%Y-%m-%d},{5 + n / 2},{30 + n}:15,run,\n" for n in range(rows))
    return "date,km,time,sport,race\n" + "".join(days)


def mutated(content: bytes, seed: int) -> bytes:
    """The content with some bytes changed, cut, doubled or put elsewhere; the same for the same seed."""
    chance = random.Random(seed)
    file = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5, 50])):
        place = chance.randrange(len(file) + 1)
        length = chance.choice([1, 1, 2, 4, 16, 200])
        match chance.randrange(6):
            case 0:
                file[place : place + length] = chance.randbytes(length)
            case 1:
                del file[place : place + length]
            case 2:
                file[place:place] = file[place : place + length] * chance.choice([1, 3, 30])
            case 3:
                file[place : place + length] = bytes([chance.choice([0, 0xFF, 0x7F, 0x80])]) * length
            case 4:
                del file[place:]
            case 5:
                words = [b"NaN", b"-1", b"1e308", b"9" * 40, b"inf", b"0", b"<", b">", b"&x;", b'"', b"\0", b"\n", b","]
                file[place : place + length] = chance.choice(words)
        if not file:
            break
    return bytes(file)


def sealed(fit: bytes) -> bytes:
    """The FIT file with a length and a checksum that are right for what it holds, so that readers go on to that."""
    from fitdecode.utils import compute_crc

    if len(fit) < 16:
        return fit
    whole = fit[:4] + max(0, len(fit) - fit[0] - 2).to_bytes(4, "little") + fit[8:-2]
    return whole + int(compute_crc(whole)).to_bytes(2, "little")


def weighed(content: bytes) -> dict[str, Any]:
    """What `activity_files.read` makes of the content, and the memory of the process that read it, in MB."""
    from athletes.activity_files import read
    from athletes.bounded import Unreadable

    began = time.perf_counter()
    try:
        reading = read(content)
    except Unreadable as refusal:
        reading = {"refused": str(refusal)}
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    peak_mb = int(status["VmHWM"].split()[0]) / 1024
    return {**reading, "peak_mb": peak_mb, "ms": (time.perf_counter() - began) * 1000}
