"""Discord's rules for what a bot may send, with the error tree it answers with (code 50035)."""
