"""The Perspective API's two methods, as it documented them. `wire` has what goes in and out."""
