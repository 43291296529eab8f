"""What Word hides in its markup: notes, boxes, tracked changes and forms."""

from pmqa_workshop.domain.findings import ReadReport
from pmqa_workshop.intake.findings import read_findings
from tests.intake.builders import LEADS, LISTENS, SHARES, a_docx, part_of, with_part

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
HEADINGS = (
    "<w:p><w:r><w:t>หมวด 1 การนำองค์การ</w:t></w:r></w:p><w:p><w:r><w:t>จุดแข็ง</w:t></w:r></w:p>"
)
RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text: str, inner: str = "") -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r>{inner}</w:p>"


def read(body: str, **notes: str) -> ReadReport:
    xml = f"<w:document {W} {MC}><w:body>{HEADINGS}{body}</w:body></w:document>"
    content = with_part(a_docx(), "word/document.xml", xml.encode())
    for name, text in notes.items():
        content = _with_notes(content, name, text)
    return read_findings("รายงาน.docx", content)


def _with_notes(content: bytes, name: str, text: str) -> bytes:
    kind = name.removesuffix("s")
    part = (
        f"<w:{name} {W}><w:{kind} w:id='-1' w:type='separator'>{paragraph('')}</w:{kind}>"
        f"<w:{kind} w:id='2'>{paragraph(text)}</w:{kind}></w:{name}>"
    )
    link = f'<Relationship Id="n{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
    relations = part_of(content, RELATIONS).decode()
    relations = relations.replace("</Relationships>", f"{link}</Relationships>")
    content = with_part(content, RELATIONS, relations.encode())
    return with_part(content, f"word/{name}.xml", part.encode())


def test_foot_and_endnotes_stand_beside_their_finding_not_in_it():
    marks = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'

    report = read(
        paragraph(f"1. {LEADS}", marks) + paragraph(f"2. {SHARES}"),
        footnotes="รายงานประจำปี",
        endnotes="บันทึกประชุม",
    )

    assert [(draft.text, draft.evidence) for draft in report.drafts] == [
        (LEADS, "เชิงอรรถ: รายงานประจำปี\nเชิงอรรถ: บันทึกประชุม"),
        (SHARES, ""),
    ]


def test_footnote_in_a_table_stands_beside_its_finding():
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    table = row(paragraph("ข้อ"), paragraph("ข้อค้นพบ"), paragraph("หลักฐาน"))
    table += row(paragraph("1.1"), paragraph(LEADS, mark), paragraph("คำสั่ง"))

    (draft,) = read(f"<w:tbl>{table}</w:tbl>", footnotes="รายงานประจำปี").drafts

    assert (draft.text, draft.evidence) == (LEADS, "คำสั่ง\nเชิงอรรถ: รายงานประจำปี")


def test_text_boxes_are_read_once_where_they_are_anchored():
    box = f"<w:txbxContent>{paragraph(f'1. {LEADS}')}{paragraph(f'2. {SHARES}')}</w:txbxContent>"
    anchored = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    table = f"<w:tbl><w:tr><w:tc>{paragraph('จุดแข็ง')}</w:tc><w:tc>{anchored}</w:tc></w:tr></w:tbl>"

    assert [draft.text for draft in read(anchored).drafts] == [LEADS, SHARES]
    assert [draft.text for draft in read(table).drafts] == [LEADS, SHARES]


def test_tracked_changes_are_read_as_if_accepted():
    changed = (
        "<w:p><w:r><w:t>1. ผู้บริหาร</w:t></w:r><w:del><w:r><w:delText>ไม่</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>ทบทวน</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>เก่า</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>ทิศทาง</w:t></w:r></w:moveTo></w:p>"
    )

    assert [draft.text for draft in read(changed).drafts] == ["ผู้บริหารทบทวนทิศทาง"]


def test_paragraph_whose_end_was_taken_out_runs_into_the_next():
    begun = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>1. ผู้บริหารทบทวน</w:t></w:r></w:p>"

    report = read(begun + paragraph("ทิศทางทุกปี") + paragraph(f"2. {SHARES}"))

    assert [draft.text for draft in report.drafts] == ["ผู้บริหารทบทวนทิศทางทุกปี", SHARES]


def test_table_row_that_was_taken_out_is_not_read():
    def row(kind: str, text: str, settings: str = "") -> str:
        cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in (kind, text))
        return f"<w:tr>{settings}{cells}</w:tr>"

    table = row("ประเภท", "ข้อค้นพบ") + row("OFI", LISTENS, "<w:trPr><w:del/></w:trPr>")
    table += row("จุดแข็ง", LEADS)

    assert [draft.text for draft in read(f"<w:tbl>{table}</w:tbl>").drafts] == [LEADS]


def test_content_controls_are_read_when_somebody_filled_them():
    filled = f"<w:sdt><w:sdtContent>{paragraph(f'1. {LEADS}')}</w:sdtContent></w:sdt>"
    inline = (
        "<w:p><w:r><w:t>2. </w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        "<w:r><w:t>คลิกเพื่อพิมพ์</w:t></w:r></w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtContent><w:r><w:t>{SHARES}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    blank = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{paragraph('3. คลิกเพื่อพิมพ์')}</w:sdtContent></w:sdt>"
    )

    assert [d.text for d in read(filled + inline + blank).drafts] == [LEADS, SHARES]


def test_hidden_text_is_not_read():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ไม่ให้เห็น</w:t></w:r>"

    assert [draft.text for draft in read(paragraph(f"1. {LEADS}", hidden)).drafts] == [LEADS]
