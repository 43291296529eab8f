"""The looks of the papers around the plan, beside those they share with it."""

from pmqa_workshop.documents.template.styles import NAVY, STYLES, Style
from pmqa_workshop.documents.wordml import twips


def _dots(*centimetres: float) -> str:
    """Return tab stops that fill what is left of a line with dots: a blank to write on."""
    return "".join(
        f'<w:tab w:val="left" w:leader="dot" w:pos="{twips(place)}"/>' for place in centimetres
    )


PAPER_STYLES = (
    Style("Memo Title", 29, True, align="center"),
    Style("Label", 20, True, is_character=True),
    Style("Memo Line", tabs=_dots(16)),
    Style("Memo Pair", tabs=_dots(7.6, 16)),
    Style("Memo Receiver", before=6, after=6),
    Style("Memo Part", bold=True, before=6, keep_next=True),
    Style("Memo Plea", align="thaiDistribute", left=3.25, first=-0.75, after=2, keep_next=True),
    Style("Order Line", before=4, tabs=_dots(16)),
    Style("Page Head", align="center"),
    Style("Paper Draft", 18, True, "C00000", "center"),
    Style("Paper Title", 20, True, align="center"),
    Style("Paper Line", align="center"),
    Style("Paper Line After", align="center", after=8),
    Style("Paper Note", 14, before=2, after=4),
    Style("Paper Sign", before=2, keep_next=True, align="center"),
    Style("People Heading", bold=True, before=8, after=2, keep_next=True, level=0),
    Style("People Line"),
    Style("Agenda Heading", bold=True, before=10, after=2, keep_next=True, level=0),
    Style("Agenda Point", bold=True, before=6, after=2, left=1.25, keep_next=True, level=1),
    Style("Resolution", bold=True, before=6, after=2, left=1.25, keep_next=True),
    Style("Writing Line", left=1.25, before=2, tabs=_dots(16)),
    Style("Annex Heading", 18, True, align="center", after=8, keep_next=True, new_page=True,
          level=0),
    Style("Key Figure", 26, True, NAVY, "center", keep_next=True, base="Table Text"),
    Style("Key Name", 14, align="center", base="Table Text"),
    Style("Summary Item", 15, left=0.6, first=-0.6, after=1),
    Style("Sheet Title", 20, True, align="center", keep_next=True, new_page=True),
    Style("Sheet Heading", 18, True, NAVY, after=4, keep_next=True, level=0),
    Style("Sheet Small", 13, align="center", base="Table Text"),
    Style("Sheet Code", 16, True, NAVY, base="Table Text"),
    Style("Sheet Text", 15, after=2, base="Table Text"),
    Style("Sheet Line", 15, before=3, tabs=_dots(13.4), base="Table Text"),
    Style("Sheet Wide Line", 15, before=3, tabs=_dots(17.4), base="Table Text"),
    Style("Sheet Picture", align="center", base="Table Text"),
    Style("Ballot Text", 16, base="Table Text"),
    Style("Ballot Code", 16, True, NAVY, "center", base="Table Text"),
    Style("Ballot Box", 22, align="center", base="Table Text"),
    Style("Ballot Rule", 16, True, align="center", before=2, after=6, keep_next=True),
    Style("Ballot End", 14, align="center", before=4),
    Style("Cut Line", 12, align="center", before=10, after=10),
)  # fmt: skip
ALWAYS = ("heading 1", "heading 2", "heading 3", "header", "footer", "Body Thai")


def styles_in(*xml: str, drawn: tuple[str, ...] = ()) -> tuple[Style, ...]:
    """Return the styles these texts use, those they are based on, and those code draws with."""
    words = "".join(xml)
    wanted = {*ALWAYS, *drawn}
    wanted |= {one.name for one in _ALL if f'Style w:val="{one.id}"/>' in words}
    wanted |= {one.base for one in _ALL if one.name in wanted}
    return tuple(one for one in _ALL if one.name in wanted)


_ALL = (*STYLES, *PAPER_STYLES)
