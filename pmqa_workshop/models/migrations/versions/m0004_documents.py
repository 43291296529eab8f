"""Documents, templates of offices, meeting papers, approval, and what themes were assessed at."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("workshop") as workshop:
        workshop.add_column(sa.Column("plan_approved_on", sa.Date(), nullable=True))
    with op.batch_alter_table("theme") as theme:
        for name in ("impact", "effort"):
            theme.add_column(sa.Column(name, sa.Integer(), nullable=True))
    _add_templates()
    _add_documents()
    _add_content("document_content", "document_id", "document")
    _add_content("template_content", "template_id", "office_template")
    op.create_table(
        "meeting_papers",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        _to("meeting_papers", "workshop_id", "workshop"),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_meeting_papers")),
    )


def _add_content(table: str, column: str, other: str) -> None:
    op.create_table(
        table,
        sa.Column(column, sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _to(table, column, other),
        sa.PrimaryKeyConstraint(column, name=op.f(f"pk_{table}")),
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _add_templates() -> None:
    op.create_table(
        "office_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("brought_at", sa.DateTime(), nullable=False),
        sa.Column("used_since", sa.DateTime(), nullable=True),
        _to("office_template", "agency_id", "agency"),
        _to("office_template", "staff_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_template")),
        sa.UniqueConstraint(
            "agency_id", "kind", "number", name=op.f("uq_office_template_agency_id_kind_number")
        ),
    )
    with op.batch_alter_table("office_template") as template:
        template.create_index(
            template.f("ix_office_template_agency_id"), ["agency_id"], unique=False
        )


def _add_documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("snapshot", sa.String(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("again_of_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("extension", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        _to("document", "workshop_id", "workshop"),
        _to("document", "template_id", "office_template"),
        _to("document", "again_of_id", "document"),
        _to("document", "staff_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_document_workshop_id_number")),
    )
    with op.batch_alter_table("document") as document:
        for name in ("workshop_id", "state"):
            document.create_index(document.f(f"ix_document_{name}"), [name], unique=False)


def downgrade() -> None:
    for name in (
        "meeting_papers", "document_content", "template_content", "document", "office_template",
    ):  # fmt: skip
        op.drop_table(name)
    with op.batch_alter_table("theme") as theme:
        for name in ("impact", "effort"):
            theme.drop_column(name)
    with op.batch_alter_table("workshop") as workshop:
        workshop.drop_column("plan_approved_on")
