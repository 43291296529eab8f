"""People as offices paste them: from Excel, from Word, from LINE."""

import pytest

from pmqa_workshop.domain.meeting import Invitee, Standing, as_row, people_in

MEMBER = Standing.MEMBER


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "นางสาวก ข\tนักวิเคราะห์\tกองแผนงาน\tกรรมการ",
            [("นางสาวก ข", "นักวิเคราะห์", "กองแผนงาน", MEMBER)],
        ),
        ("๑.\tนายก\tผอ.\n๒.\tนายข", [("นายก", "ผอ."), ("นายข",)]),
        ("ลำดับ\tชื่อ\tตำแหน่ง\n1\tนายก\tผอ.", [("นายก", "ผอ.")]),
        ("ชื่อ-สกุล\tตำแหน่ง\nนายก\tผอ.", [("นายก", "ผอ.")]),
        ("นายก  ข | ผอ. | กอง ก", [("นายก ข", "ผอ.", "กอง ก")]),
        ("นายก;ผอ.", [("นายก", "ผอ.")]),
        ("นายชื่อดี มาก\tผอ.", [("นายชื่อดี มาก", "ผอ.")]),
        ("นายก\tผอ.\tกอง\t\tไม่มา\tนายข", [("นายก", "ผอ.", "กอง", Standing.GUEST, False, "นายข")]),
        ("\n \n", []),
    ],
)
def test_rows_are_read_as_they_come(text, people):
    assert people_in(text) == ([Invitee(*one) for one in people], [])


def test_a_row_that_cannot_be_read_takes_no_other_with_it():
    long = "ก" * 501

    people, refused = people_in(f"นายก\n\tผอ.\n{long}\nนายข")

    assert [one.name for one in people] == ["นายก", "นายข"]
    assert refused == ["\tผอ.", long]


@pytest.mark.parametrize("person", [Invitee("ก"), Invitee("ก ข", "ค", "ง", MEMBER, False, "จ")])
def test_a_person_written_as_a_row_is_read_back(person):
    assert people_in(as_row(person)) == ([person], [])
