"""What the papers around the plan have in common: their edges, heads, blanks and signatures."""

from pmqa_workshop.documents.template.edges import PAGE, footer, header, page_line
from pmqa_workshop.documents.template.package import Design
from pmqa_workshop.documents.template.paper_styles import styles_in
from pmqa_workshop.documents.template.sheet import line, tag
from pmqa_workshop.documents.template.styles import style_id
from pmqa_workshop.documents.wordml import TAB, cell, paragraph, row, run, table, twips

DOTS = "." * 46
AGENCY = "{{ agency.name }}"
DRAFT_OF_AGENCY = "{{ draft_mark }} {{ agency.name }}"
DAY = "วันที่ ........ / .................... / ............"


def letter(title: str, pages: str) -> Design:
    """Return the design of a letter: from the second page on its number stands at the top."""
    number = paragraph(run("- ") + PAGE + run(" -"), style_id("Page Head"))
    return _design(
        title, pages, {"Header": header(number), "FirstHeader": header(), "Footer": footer()}
    )


def form(
    title: str, pages: str, width: float, *, above: str = AGENCY, drawn: tuple[str, ...] = ()
) -> Design:
    """Return the design of a form: the agency above, name and page below."""
    below = footer(page_line(title + " รหัสอ้างอิง {{ reference_code }}", width))
    return _design(
        title, pages, {"Header": header(paragraph(run(above), "Header")), "Footer": below}, drawn
    )


def _design(title: str, pages: str, edges: dict[str, str], drawn: tuple[str, ...] = ()) -> Design:
    return Design(title, pages, edges, styles_in(pages, *edges.values(), drawn=drawn))


def draft_line() -> str:
    return tag("{%p if is_draft %}") + line("{{ draft_mark }}", "Paper Draft") + tag("{%p endif %}")


def each(name: str, text: str, style: str) -> str:
    """Return a paragraph for every entry of a list."""
    return tag(f"{{%p for entry in {name} %}}") + line(text, style) + tag("{%p endfor %}")


def blank_lines(number: int) -> str:
    """Return dotted lines to write on."""
    return paragraph(TAB, style_id("Writing Line")) * number


def signature(role: str, who: str) -> str:
    """Return a block to be signed; `who` is the value that holds name and position."""
    texts = (f"(ลงชื่อ) {DOTS}", f"( {{{{ {who}.name }}}} )", f"{{{{ {who}.position }}}}", role)
    return "".join(line(text, "Paper Sign") for text in texts)


def blank_signature(role: str) -> str:
    """Return a block in which name and day are written by hand."""
    texts = (f"(ลงชื่อ) {DOTS}", f"( {DOTS} )", f"ตำแหน่ง {DOTS}", DAY)
    return line(role, "Signature Role") + "".join(line(text, "Paper Sign") for text in texts)


def side_by_side(left: str, right: str, width: float) -> str:
    """Return two blocks beside each other, never parted by a page."""
    half = twips(width / 2)
    cells = [cell(left, half), cell(right, half)]
    return table([row(cells)], [half, half], "ช่องลงนาม", style="TableNormal")
