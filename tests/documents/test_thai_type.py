"""Word takes Thai from the complex-script half: no run may fall back to another font or size."""

import re
from functools import cache
from typing import Any

import pytest

from tests.documents.plans import a_plan
from tests.documents.reading import Printed, W, printed, style_of

FONT = "TH SarabunPSK"
BODY_SIZES = {"26", "28"}  # 13 and 14 pt in tables, half-points


@pytest.fixture(scope="module")
def document() -> Printed:
    return printed(a_plan())


def test_every_style_gives_both_halves_the_same_font_and_size(document: Printed) -> None:
    styles = document.part("word/styles.xml")
    looks = list(styles.iter(f"{W}rPr"))
    assert len(looks) > 30

    for look in looks:
        fonts = look.find(f"{W}rFonts")
        names = {half: fonts.get(W + half) for half in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert set(names.values()) == {FONT}
        assert not [name for name in fonts.keys() if "heme" in name]  # noqa: SIM118 lxml
        assert look.find(f"{W}sz").get(f"{W}val") == look.find(f"{W}szCs").get(f"{W}val")
        assert look.find(f"{W}b").get(f"{W}val") == look.find(f"{W}bCs").get(f"{W}val")
        assert look.find(f"{W}lang").get(f"{W}bidi") == "th-TH"


def test_defaults_are_sixteen_points(document: Printed) -> None:
    defaults = document.part("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    assert defaults.find(f"{W}szCs").get(f"{W}val") == "32"
    assert defaults.find(f"{W}rFonts").get(f"{W}cs") == FONT


def test_every_paragraph_has_a_style_that_stands_in_the_file(document: Printed) -> None:
    known = {
        style.get(f"{W}styleId") for style in document.part("word/styles.xml").iter(f"{W}style")
    }
    written = [name for name in document.parts if re.match(r"word/[^/]+\.xml", name)]
    roots = [document.part(name) for name in written]
    used = {style_of(p) for root in roots for p in root.iter(f"{W}p")} - {""}
    characters = {s.get(f"{W}val") for root in roots for s in root.iter(f"{W}rStyle")}

    assert used | characters <= known


def test_no_run_names_a_font_or_size_of_its_own(document: Printed) -> None:
    for name in document.parts:
        if name.startswith("word/") and name != "word/styles.xml" and name.endswith(".xml"):
            root = document.part(name)
            assert not list(root.iter(f"{W}rFonts", f"{W}sz", f"{W}cs")), name


def test_thai_in_tables_is_thirteen_or_fourteen_points(document: Printed) -> None:
    size = _sizes(document)
    for table in document.tables:
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "PlanTable":
            assert {size(style_of(p)) for p in table.iter(f"{W}p")} <= BODY_SIZES


def test_prose_is_spread_as_thai_prose(document: Printed) -> None:
    assert document.style("BodyThai").find(f"{W}pPr/{W}jc").get(f"{W}val") == "thaiDistribute"


def _sizes(document: Printed) -> Any:
    @cache
    def size(style: str) -> str:
        return str(document.style(style or "Normal").find(f"{W}rPr/{W}szCs").get(f"{W}val"))

    return size
