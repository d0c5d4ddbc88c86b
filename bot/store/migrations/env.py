"""What Alembic runs for `bot.store.migrate`: the migrations, on the connection it was given.

To change the schema: change a table in `bot/store/tables`, add the next numbered file to `versions` with the
one before it as its `down_revision`, and run the store's tests, which compare the two. Give
`tests/bot/store/releases` rows as the release before has them.
"""

from __future__ import annotations

from alembic import context

from bot.store.schema import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
