"""The tables, a file for each thing that is kept. `bot.store.schema` lists them all."""
