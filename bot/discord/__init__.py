"""The rim to Discord: events come in as posts, decisions go out as cards with buttons."""
