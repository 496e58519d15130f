"""The hand-over as a document of one or two pages, with a font of its own so that every name prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from athletes.languages import day_words
from plans.hand_over import Pack

FONTS = Path(__file__).parent / "data" / "fonts"
MARGIN_MM = 18
LABEL_MM = 90
LINE_MM = 6.2
INK, MUTED, RULE = (33, 30, 26), (110, 102, 92), (205, 198, 186)

Line = tuple[str, str, str, str]
"""Section, name, value, unit."""


def as_pdf(pack: Pack, lines: Sequence[Line], sections: dict[str, str]) -> bytes:
    """The lines under the headings of their sections. The same pack gives the same bytes."""
    paper = _Paper(_("Offseason in Fallow, as it stood on %(day)s") % {"day": day_words(pack.day, "j F Y")})
    paper.set_title(_("Hand-over of %(name)s") % {"name": pack.plan.athlete.name})
    paper.set_creation_date(datetime.combine(pack.day, time.min, UTC))
    paper.add_page()
    paper.set_font("body", "B", 20)
    paper.multi_cell(0, 9, pack.plan.athlete.name, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.said(_("Hand-over to the season. Offseason from %(start)s.") % {"start": day_words(pack.plan.start, "j F Y")})
    for section, its in groupby(lines, key=lambda line: line[0]):
        rows = list(its)
        if section == "targets":
            paper.heading(sections[section])
            paper.said(rows[0][2] or _("None written yet."))
            continue
        paper.heading(sections.get(section, section))
        for _section, name, value, unit in rows:
            paper.row(name, f"{value} {unit}".strip())
    return bytes(paper.output())


class _Paper(FPDF):
    """A4, upright, with a quiet foot."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self.foot = foot
        self.add_font("body", "", FONTS / "DejaVuSans.ttf")
        self.add_font("body", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=MARGIN_MM + 6)
        self.set_text_color(*INK)
        self.set_draw_color(*RULE)

    def footer(self) -> None:
        self.set_y(-MARGIN_MM)
        self.set_font("body", "", 8)
        self.set_text_color(*MUTED)
        self.cell(0, 5, self.foot)
        self.set_x(MARGIN_MM)
        self.cell(0, 5, f"{self.page_no()}", align="R")
        self.set_text_color(*INK)

    def heading(self, words: str) -> None:
        if self.will_page_break(4 * LINE_MM):
            self.add_page()
        self.ln(4)
        self.set_font("body", "B", 11)
        self.cell(0, LINE_MM + 1, words[:1].upper() + words[1:], new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.line(MARGIN_MM, self.get_y(), self.w - MARGIN_MM, self.get_y())
        self.ln(1)

    def row(self, name: str, value: str) -> None:
        self.set_font("body", "", 9.5)
        self.set_text_color(*MUTED)
        top = self.get_y()
        self.multi_cell(LABEL_MM, LINE_MM, name, new_x=XPos.RIGHT, new_y=YPos.TOP)
        self.set_text_color(*INK)
        self.set_xy(MARGIN_MM + LABEL_MM, top)
        self.multi_cell(0, LINE_MM, value, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def said(self, words: str) -> None:
        self.set_font("body", "", 10)
        self.multi_cell(0, LINE_MM, words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
