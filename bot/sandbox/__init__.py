"""A local Discord: REST, gateway and a few people, as far as the bot uses them, on one port of loopback."""
