"""The looks of the default template: every style in both its Latin and its Thai half.

Word formats Thai from the complex-script half (w:cs, w:szCs, w:bCs). An office restyles the
finished template in Word; nothing outside this file names a font, a size or a colour.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pmqa_workshop.documents.wordml import NAMESPACE, twips

FONT = "TH SarabunPSK"
NAVY, SKY, PALE, GREY = "1F3864", "EAF1FA", "F2F2F2", "595959"
HEAD = "D3DEEE"  # light: a photocopy of dark headings is unreadable
BAR, STEP, LINE = "8EA9DB", "D9E2F3", "7F7F7F"


@dataclass(frozen=True)
class Style:
    """A paragraph style, or one of characters within a paragraph."""

    name: str
    size: int = 16
    bold: bool = False
    colour: str = ""
    align: str = ""
    before: int = 0
    after: int = 0
    left: float = 0
    first: float = 0  # centimetres; negative hangs
    keep_next: bool = False
    new_page: bool = False
    fill: str = ""
    level: int | None = None  # of the outline, 0 highest
    numbered: bool = False
    tabs: str = ""
    base: str = "Normal"
    is_character: bool = False

    @property
    def id(self) -> str:
        return style_id(self.name)


def style_id(name: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in name.split())


_LINE_TO_PAGE = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(16)}"/>'


def _cell(
    name: str,
    align: str = "",
    bold: bool = False,
    *,
    size: int = 14,
    colour: str = "",
    fill: str = "",
    keep_next: bool = False,
) -> Style:
    """Return a style of table cells."""
    return Style(name, size, bold, colour, align, fill=fill, keep_next=keep_next,
                 base="Table Text")  # fmt: skip


STYLES = (
    Style("heading 1", 22, True, NAVY, "center", after=12, keep_next=True, new_page=True,
          level=0, numbered=True),
    Style("heading 2", 18, True, NAVY, before=10, after=4, keep_next=True, level=1, numbered=True),
    Style("heading 3", 16, True, before=6, after=2, keep_next=True, level=2, numbered=True),
    Style("Front Heading", 22, True, NAVY, "center", after=10, keep_next=True, new_page=True,
          level=0),
    Style("Contents Heading", 22, True, NAVY, "center", before=12, after=8, keep_next=True),
    Style("Appendix Heading", 20, True, NAVY, "center", after=10, keep_next=True, new_page=True,
          level=0),
    Style("Title", 32, True, NAVY, "center", before=12, after=12),
    Style("Cover Line", 22, True, align="center", after=4),
    Style("Cover Small", 18, align="center", after=2),
    Style("Cover Draft", 26, True, "C00000", "center", after=12),
    Style("Body Thai", align="thaiDistribute", first=2.5, before=4, after=4),
    Style("Body Item", align="thaiDistribute", left=3.25, first=-0.75, after=2),
    Style("Lead In", bold=True, before=6, after=2, keep_next=True),
    Style("Signature Role", bold=True, align="center", after=14),
    Style("Signature Line", align="center", before=6),
    Style("Right Line", align="right"),
    Style("Missing", colour="C00000", before=2, after=4),
    Style("caption", 15, True, before=8, after=4, keep_next=True),
    Style("Figure", align="center", before=6, keep_next=True),
    Style("Figure Caption", 15, True, align="center", before=2, after=10),
    Style("Source Note", 13, colour=GREY, before=2, after=8),
    Style("Table Text", 14),
    _cell("Table Center", "center"),
    _cell("Table Right", "right"),
    _cell("Table Figure", "center", size=13),
    _cell("Table Strong", bold=True),
    _cell("Table Strong Center", "center", bold=True),
    _cell("Table Head", "center", bold=True, fill=HEAD, keep_next=True),
    _cell("Table Group", bold=True, fill=SKY, keep_next=True),
    _cell("Table Total", bold=True, fill=PALE),
    _cell("Matrix Corner", "center", size=12, colour=GREY, keep_next=True),
    _cell("Matrix Head", "center", bold=True, fill=HEAD, keep_next=True),
    _cell("Matrix Cell", "center", keep_next=True),
    _cell("Matrix Strong", "center", bold=True, fill=PALE, keep_next=True),
    _cell("Gantt Title", bold=True, keep_next=True),
    _cell("Gantt Bar", "center", bold=True, colour=NAVY, fill=BAR),
    _cell("Gantt Step", "center", colour=NAVY, fill=STEP),
    Style("toc 1", bold=True, before=3, tabs=_LINE_TO_PAGE),
    Style("toc 2", left=0.75, tabs=_LINE_TO_PAGE),
    Style("toc 3", left=1.5, tabs=_LINE_TO_PAGE),
    Style("table of figures", left=2.25, first=-2.25, tabs=_LINE_TO_PAGE),
    Style("header", 14, colour=GREY, align="right"),
    Style("footer", 14),
    Style("Section Break", 1),
)  # fmt: skip


def styles_xml(styles: Iterable[Style] = STYLES) -> str:
    """Return word/styles.xml."""
    return (
        f"<w:styles {NAMESPACE}>{_defaults()}{_built_in()}{''.join(map(_style, styles))}</w:styles>"
    )


def numbering_xml() -> str:
    """Return word/numbering.xml: chapters บทที่ ๑, then ๑.๑, then ๑.๑.๑."""
    patterns = ("บทที่ %1", "%1.%2", "%1.%2.%3")
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/>'
        f'<w:pStyle w:val="Heading{at + 1}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for at, pattern in enumerate(patterns)
    )
    return (
        f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="1">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def run_look(size: int, bold: bool = False, colour: str = "") -> str:
    """Return run properties, each toggle and size in both halves."""
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    weight = f'<w:b w:val="{bold:d}"/><w:bCs w:val="{bold:d}"/>'
    return (
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'{weight}{tint}<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr>'
    )


def _defaults() -> str:
    return (
        f"<w:docDefaults><w:rPrDefault>{run_look(16)}</w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:widowControl/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _built_in() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr><w:widowControl/></w:pPr>{run_look(16)}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="Trace"><w:name w:val="Trace"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>{run_look(14, True, NAVY)}</w:style>'
        f'<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        f'<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:tblPr>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{_margins(0, 108)}</w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="PlanTable">'
        '<w:name w:val="Plan Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'{run_look(14)}<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>{_margins(28, 57)}</w:tblPr></w:style>"
    )


def _margins(vertical: int, horizontal: int) -> str:
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    inner = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{inner}</w:tblCellMar>"


def _style(style: Style) -> str:
    if style.is_character:
        return (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{style.id}">'
            f'<w:name w:val="{style.name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
            f"{run_look(style.size, style.bold, style.colour)}</w:style>"
        )
    is_built_in = style.name[0].islower() or style.name == "Title"
    custom = "" if is_built_in else ' w:customStyle="1"'
    following = "BodyThai" if style.level is not None else style.id
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="{style_id(style.base)}"/>'
        f'<w:next w:val="{following}"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_look(style)}</w:pPr>"
        f"{run_look(style.size, style.bold, style.colour)}</w:style>"
    )


def _paragraph_look(style: Style) -> str:
    """Return paragraph properties in the order the schema asks for."""
    hanging = f'w:hanging="{twips(-style.first)}"'
    indent = hanging if style.first < 0 else f'w:firstLine="{twips(style.first)}"'
    level = "" if style.level is None else str(style.level)
    ilvl = f'<w:ilvl w:val="{level}"/>'
    parts = (
        (style.keep_next, "<w:keepNext/>"),
        (style.new_page, "<w:pageBreakBefore/>"),
        (style.numbered, f'<w:numPr>{ilvl}<w:numId w:val="1"/></w:numPr>'),
        (style.fill, f'<w:shd w:val="clear" w:color="auto" w:fill="{style.fill}"/>'),
        (style.tabs, f"<w:tabs>{style.tabs}</w:tabs>"),
        (True, f'<w:spacing w:before="{style.before * 20}" w:after="{style.after * 20}"/>'),
        (style.left or style.first, f'<w:ind w:left="{twips(style.left)}" {indent}/>'),
        (style.align, f'<w:jc w:val="{style.align}"/>'),
        (level, f'<w:outlineLvl w:val="{level}"/>'),
    )
    return "".join(xml for is_wanted, xml in parts if is_wanted)
