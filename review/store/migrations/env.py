"""Runs the steps on the connection that `review.store.schema` hands over; offline, writes them out for a dialect."""

from alembic import context

from review.store.tables import Base

if context.is_offline_mode():
    context.configure(
        dialect_name=context.config.attributes["dialect"], target_metadata=Base.metadata, literal_binds=True
    )
else:
    context.configure(
        connection=context.config.attributes["connection"], target_metadata=Base.metadata, transactional_ddl=True
    )

with context.begin_transaction():
    context.run_migrations()
