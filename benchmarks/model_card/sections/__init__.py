"""The sections of the card, one file each: `write(run)` gives its Markdown, block by block."""
