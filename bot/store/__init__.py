"""Where cases are kept: an SQLite file by default, PostgreSQL by URL. No message text is stored."""
