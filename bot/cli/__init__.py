"""The command line of the bot: a file for each command."""
