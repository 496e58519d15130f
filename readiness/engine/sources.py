"""The studies that thresholds and rule texts name: what each found, in a line, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.engine.policy import PRACTICE, REPLAY
from readiness.engine.sentences import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Source:
    """`finding` in one sentence; `doi` is empty where there is no study to look up."""

    finding: str
    doi: str = ""


GRADES: dict[str, str] = {
    "A": _("trial, meta-analysis or consensus"),
    "B": _("cohort or diagnostic study"),
    "C": _("coaching practice or our own judgement"),
    "D": _("measured by replaying real athletes' logs"),
}

SOURCES: dict[str, Source] = {
    PRACTICE: Source(_("What coaches do, or what seemed sensible to us: no study decides it.")),
    REPLAY: Source(_("Counted on logs that real athletes kept: how often a rule speaks, and what the next days were.")),
    "Buchheit 2014": Source(
        _("Resting heart rate and its variability mean something as averages of days, against an own baseline."),
        "10.3389/fphys.2014.00073",
    ),
    "Buist 2008": Source(
        _("In novices the ten per cent rule made no difference: 20.8 against 20.3 per cent were injured."),
        "10.1177/0363546507307505",
    ),
    "Casado 2022": Source(
        _("Elite distance runners keep most kilometres easy all year, pyramidal while they prepare."),
        "10.1123/ijspp.2021-0435",
    ),
    "Damsted 2019": Source(
        _("Twenty to sixty per cent more early in a build went with more injuries by day 21, and not later."),
        "10.2519/jospt.2019.8541",
    ),
    "Doma 2013": Source(
        _("Running suffers the day after strength, most when strength came first; soreness lasts when it is new."),
        "10.1139/apnm-2012-0362",
    ),
    "Frandsen 2025": Source(
        _("A run far longer than the longest of 30 days went with more injuries; the week-to-week ratio did not."),
        "10.1136/bjsports-2024-109380",
    ),
    "Haugen 2022": Source(
        _("Among the world's best at least 80 per cent of kilometres are easy, hard days followed by easy ones."),
        "10.1186/s40798-022-00438-7",
    ),
    "Llanos-Lagos 2024": Source(
        _("Strength two to three times a week betters running economy, heavy and combined methods most."),
        "10.1007/s40279-023-01978-y",
    ),
    "Meeusen 2013": Source(
        _("Overreaching passes in days to weeks, or in months when it is carried on; no marker is validated."),
        "10.1249/MSS.0b013e318279a10a",
    ),
    "Mountjoy 2023": Source(
        _("Too little energy for the training: missed periods and stress fractures are signs; a physician is asked."),
        "10.1136/bjsports-2023-106994",
    ),
    "Mujika 2000": Source(
        _("Maximal oxygen uptake falls within two to four weeks of stopping; some training holds it up."),
        "10.2165/00007256-200030020-00002",
    ),
    "Nielsen 2014": Source(
        _("More than 30 per cent within two weeks: injuries of distance type 1.59 times as frequent (0.96 to 2.66)."),
        "10.2519/jospt.2014.5164",
    ),
    "Nuuttila 2022": Source(
        _("Runners whose load was lowered, kept or raised twice a week by their recovery gained more in 10 km."),
        "10.1249/MSS.0000000000002968",
    ),
    "Plews 2013": Source(
        _("Single mornings of heart rate variability say little about performance, means of a week do."),
        "10.1123/ijspp.8.6.688",
    ),
    "Plews 2014": Source(
        _("Three valid mornings a week are enough for a weekly mean of heart rate variability."),
        "10.1123/ijspp.2013-0455",
    ),
    "Schwellnus 2022": Source(
        _("Respiratory illness lasts about seven days; signs of the whole body mean rest, then a graded return."),
        "10.1136/bjsports-2022-105759",
    ),
    "Silbernagel 2007": Source(
        _("Loading tendons with pain up to 5 of 10 that settles by the next morning was as good as resting them."),
        "10.1177/0363546506298279",
    ),
    "Spiering 2021": Source(
        _("Endurance held for up to 15 weeks on a third to two thirds of the volume, strength on one session a week."),
        "10.1519/JSC.0000000000003964",
    ),
    "Stanley 2013": Source(
        _("After easy running the nervous system recovers within a day, after high intensity in two or more."),
        "10.1007/s40279-013-0083-4",
    ),
}
"""By the name under which thresholds cite them."""
