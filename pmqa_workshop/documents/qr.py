"""A QR as a picture in the text, with words for who cannot see it."""

from functools import lru_cache
from io import BytesIO

import segno
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Cm
from lxml import etree

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.wordml import paragraph

SIDE = 3.2  # centimetres
DOTS = 6  # of the picture for each module
QUIET_ZONE = 4  # modules: what the standard asks for


def qr(order: Order, address: str, name: str, words: str) -> str:
    """Return a paragraph with the QR of an address; `name` is the picture's own in the file."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False, mask=_mask(address.partition("?")[0])).save(
        drawn, kind="png", scale=DOTS, border=QUIET_ZONE
    )
    relation = _add_picture(order, drawn, name)
    inline = CT_Inline.new_pic_inline(1, relation, f"{name}.png", Cm(SIDE), Cm(SIDE))
    inline.docPr.set("descr", words)
    picture = etree.tostring(inline, encoding="unicode")
    return paragraph(
        f"<w:r><w:drawing>{picture}</w:drawing></w:r>", order.looks.style("Sheet Picture")
    )


@lru_cache(maxsize=16)
def _mask(address: str) -> int:
    """Return the pattern that suits an address: any can be read, to try all eight takes long."""
    return segno.make(address, error="m", micro=False).mask


def _add_picture(order: Order, drawn: BytesIO, name: str) -> str:
    """Return the relation to the new part; python-docx's own way compares it to all others."""
    where = PackURI(f"/word/media/{name}.png")
    part = ImagePart.from_image(Image.from_file(drawn), where)
    relation: str = order.document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    return relation
