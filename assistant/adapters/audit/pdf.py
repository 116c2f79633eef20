"""A voucher to a PDF page, by fpdf2.

What Helvetica can write (Latin-1) is written in it, so that a page is small and soon made; a voucher with any other character is
set in DejaVu Sans, which comes along (fonts/) and is embedded: Latin, Greek, Cyrillic, Hebrew, Arabic and more. What that has no
sign for, such as Chinese, stands as its number, ⟨U+4E2D⟩: nothing is left out or written as something else unseen, and the
pack's journal has the exact text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

EMBEDDED, PLAIN = "DejaVu", "Helvetica"
TITLE, HEADING, TEXT, SMALL = 14, 10.5, 8.5, 7  # points
LINE = 4.2  # millimetres
GREY, RULE = (95, 95, 95), (190, 190, 190)
LONGEST_CELL = 2_000  # characters: a cell must fit a page
STEERING = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code != 10}


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are (heading, width as a share, whether figures stand in it)."""

    columns: tuple[tuple[str, float, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a voucher: facts (name and value), a table, and paragraphs as they stand; what is empty is left out."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voucher:
    """An entry as a page on paper. `footer` stands beneath each of its pages."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    footer: str


def pdf_of(voucher: Voucher, *, made_at: datetime) -> bytes:
    """The same voucher made at the same moment gives the same bytes."""
    page = _Page(voucher.footer, _font_for(voucher))
    page.set_creation_date(made_at)
    page.set_title(page.shown(voucher.title))
    page.add_page()
    page.write_line(voucher.title, TITLE)
    page.write_line(voucher.subtitle, TEXT, GREY)
    for section in voucher.sections:
        page.section(section)
    return bytes(page.output())


def _font_for(voucher: Voucher) -> str:
    try:
        "".join(_texts(voucher)).encode("latin-1")
    except UnicodeEncodeError:
        return EMBEDDED
    return PLAIN


def _texts(voucher: Voucher) -> Sequence[str]:
    found = [voucher.title, voucher.subtitle, voucher.footer]
    for section in voucher.sections:
        found += [section.heading, *section.paragraphs, *(word for fact in section.facts for word in fact)]
        if section.table is not None:
            found += [cell for row in (*section.table.rows, section.table.sums) for cell in row]
            found += [heading for heading, _, _ in section.table.columns]
    return found


class _Page(FPDF):
    def __init__(self, footer: str, font: str) -> None:
        super().__init__(format="A4")
        self.beneath, self.font = footer, font
        self.set_margin(16)
        self.set_auto_page_break(True, margin=18)
        if font == EMBEDDED:
            with as_file(files(__package__) / "fonts" / "DejaVuSans.ttf") as file:
                self.add_font(EMBEDDED, fname=file)
        self.set_draw_color(RULE)

    def footer(self) -> None:
        self.set_y(-14)
        self._use(SMALL, GREY)
        self.cell(self.epw * 0.85, LINE, self.shown(self.beneath))
        self.cell(self.epw * 0.15, LINE, f"page {self.page_no()}", align="R")

    def section(self, section: Section) -> None:
        self.ln(2.5)
        self.write_line(section.heading, HEADING)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(1)
        for name, value in section.facts:
            self._fact(name, value)
        if section.table is not None:
            self._table(section.table)
        for paragraph in section.paragraphs:
            self.write_line(paragraph, TEXT)

    def write_line(self, text: str, size: float, colour: tuple[int, int, int] = (0, 0, 0)) -> None:
        self._use(size, colour)
        self.multi_cell(0, LINE * size / TEXT, self.shown(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _fact(self, name: str, value: str) -> None:
        if not value:
            return
        self._use(TEXT, GREY)
        if self.will_page_break(LINE):
            self.add_page()
        self.cell(36, LINE, self.shown(name))
        self._use(TEXT)
        self.multi_cell(0, LINE, self.shown(value), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _table(self, told: Table) -> None:
        self._use(SMALL + 0.5)
        widths = tuple(self.epw * share for _, share, _ in told.columns)
        aligned = tuple("RIGHT" if figures else "LEFT" for _, _, figures in told.columns)
        grey = FontFace(color=GREY)
        with self.table(
            col_widths=widths, text_align=aligned, line_height=LINE, borders_layout="HORIZONTAL_LINES", padding=0.6,
            headings_style=FontFace(emphasis="", color=GREY), width=self.epw, align="LEFT",
        ) as drawn:  # fmt: skip
            drawn.row([self.shown(heading) for heading, _, _ in told.columns], style=grey)
            for row in (*told.rows, *((told.sums,) if told.sums else ())):
                drawn.row([self.shown(cell[:LONGEST_CELL]) for cell in row])

    def _use(self, size: float, colour: tuple[int, int, int] = (0, 0, 0)) -> None:
        self.set_font(self.font, size=size)
        self.set_text_color(colour)

    def shown(self, text: str) -> str:
        """The text, with every character that the font has no sign for, or that would steer the page, as its number."""
        text = text.translate(STEERING)
        if self.font == PLAIN:
            return text
        known = _signs()
        return "".join(char if char == "\n" or ord(char) in known else f"⟨U+{ord(char):04X}⟩" for char in text)


@cache
def _signs() -> frozenset[int]:
    """The characters that the embedded font has a sign for."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with as_file(files(__package__) / "fonts" / "DejaVuSans.ttf") as file, TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
