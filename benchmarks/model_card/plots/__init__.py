"""The plots of the card, one file each."""
