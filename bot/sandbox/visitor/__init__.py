"""The page a visitor sees and acts through, served beside the sandbox's API. `add_routes` mounts it."""

from bot.sandbox.visitor.routes import add_routes

__all__ = ["add_routes"]
