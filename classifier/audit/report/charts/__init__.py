"""The charts of the report, one file each. Each has its numbers beside it in the page as a table."""
