"""Discord's REST API, a file per resource."""
