"""The check table: where rows came from, what was done to them, what columns hold."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("feedback_report") as report:
        report.add_column(sa.Column("staged_at", sa.DateTime(), nullable=True))
        report.add_column(
            sa.Column("content_digest", sa.String(), server_default="", nullable=False)
        )
        report.add_column(sa.Column("columns", sa.String(), server_default="[]", nullable=False))
    op.execute("UPDATE feedback_report SET staged_at = imported_at")
    with op.batch_alter_table("finding_draft") as draft:
        draft.add_column(sa.Column("part", sa.Integer(), server_default="0", nullable=False))
        draft.add_column(sa.Column("source", sa.String(), server_default="", nullable=False))
        draft.add_column(sa.Column("reading", sa.String(), server_default="", nullable=False))
        for name in ("split_from_id", "joined_into_id"):
            draft.add_column(sa.Column(name, sa.Integer(), nullable=True))
            draft.create_foreign_key(
                draft.f(f"fk_finding_draft_{name}_finding_draft"), "finding_draft", [name], ["id"]
            )
            draft.create_index(draft.f(f"ix_finding_draft_{name}"), [name], unique=False)
    _add_steps()
    _add_mappings()


def _add_steps() -> None:
    op.create_table(
        "check_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("rows", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["feedback_report.id"],
            name=op.f("fk_check_step_report_id_feedback_report"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_check_step_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_step")),
    )
    with op.batch_alter_table("check_step") as step:
        step.create_index(step.f("ix_check_step_report_id"), ["report_id"], unique=False)


def _add_mappings() -> None:
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("taken_as", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_column_mapping_agency_id_agency")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("agency_id", "label", name=op.f("uq_column_mapping_agency_id_label")),
    )
    with op.batch_alter_table("column_mapping") as mapping:
        mapping.create_index(mapping.f("ix_column_mapping_agency_id"), ["agency_id"], unique=False)


def downgrade() -> None:
    op.drop_table("column_mapping")
    op.drop_table("check_step")
    with op.batch_alter_table("finding_draft") as draft:
        for name in ("split_from_id", "joined_into_id"):
            draft.drop_index(draft.f(f"ix_finding_draft_{name}"))
            draft.drop_constraint(
                draft.f(f"fk_finding_draft_{name}_finding_draft"), type_="foreignkey"
            )
            draft.drop_column(name)
        for name in ("part", "source", "reading"):
            draft.drop_column(name)
    with op.batch_alter_table("feedback_report") as report:
        for name in ("staged_at", "content_digest", "columns"):
            report.drop_column(name)
