"""One relation of a package that other programs write differently, put right."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_NAMED = re.compile(rb'(Type\s*=\s*["\'])[^"\']*/metadata/core-properties(["\'])')
_KNOWN = (
    rb"\g<1>http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    rb"\g<2>"
)
_PACKAGE = "_rels/.rels"


def with_known_properties(content: bytes) -> bytes:
    """Return the package with its properties under the name python-docx looks for.

    Newer LibreOffice gives another; the file would get a second docProps/core.xml, which
    Word calls damaged. Any other package is returned as it is.
    """
    with ZipFile(BytesIO(content)) as archive:
        given = archive.read(_PACKAGE)
        wanted = _NAMED.sub(_KNOWN, given)
        if wanted == given:
            return content
        copy = BytesIO()
        with ZipFile(copy, "w", ZIP_DEFLATED) as mended:
            for entry in archive.infolist():
                part = wanted if entry.filename == _PACKAGE else archive.read(entry)
                mended.writestr(entry.filename, part)
    return copy.getvalue()
