"""Drafts known by their documents alone to drafts that others are compared with: what each would post, in short.

A draft that waits already is compared once it is worked out anew.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.get_bind().exec_driver_sql("ALTER TABLE drafts ADD COLUMN drafted TEXT NOT NULL DEFAULT ''")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("ALTER TABLE drafts DROP COLUMN drafted")
