"""Items without a selling price to items with one, where the client's list says so."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.get_bind().exec_driver_sql("ALTER TABLE items ADD COLUMN selling_price VARCHAR")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("ALTER TABLE items DROP COLUMN selling_price")
