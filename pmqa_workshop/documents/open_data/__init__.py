"""The whole chain as open data: one JSON, a CSV for each table, and a page that explains them.

Nobody is named in it: neither who was in the room, nor whose idea something was, nor, as a
unit of one person would tell, from where it came.
"""

import json
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pmqa_workshop.documents.open_data.csv_file import csv_of
from pmqa_workshop.documents.open_data.fields import TABLES
from pmqa_workshop.documents.open_data.rows import Tables, facts_of, tables_of
from pmqa_workshop.documents.open_data.words import readme_of
from pmqa_workshop.domain.plan import EfficiencyPlan

SCHEMA, VERSION = "pmqa-workshop-open-data", 1  # another number when a field changes its meaning


def open_data_of(plan: EfficiencyPlan) -> bytes:
    """Return a .zip; the same plan gives the same bytes."""
    tables = tables_of(plan)
    files = {"README.txt": readme_of(plan), "data.json": json_of(plan, tables)}
    for name, (_, fields) in TABLES.items():
        files[f"{name}.csv"] = csv_of(list(fields), tables[name])
    day, saved = plan.issued_on, BytesIO()
    with ZipFile(saved, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return saved.getvalue()


def json_of(plan: EfficiencyPlan, tables: Tables) -> bytes:
    whole = {"schema": SCHEMA, "version": VERSION, "plan": facts_of(plan), **tables}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_number).encode()


def _number(amount: object) -> int | float:
    if not isinstance(amount, Decimal):
        raise TypeError(type(amount))
    return int(amount) if amount == amount.to_integral_value() else float(amount)
