"""The errors Discord answers with: an HTTP status, a numeric code, a message, and a tree for form errors."""

from __future__ import annotations

from typing import Any

UNKNOWN = {
    "Account": 10001,
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Permission overwrite": 10009,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Ban": 10026,
    "interaction": 10062,
    "application command": 10063,
}


class ApiError(Exception):
    """One refusal, as Discord words it: `status` is HTTP's, `code` is Discord's own."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} (code {code}): {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


class InteractionFailed(Exception):
    """The bot gave no answer in time."""

    def __init__(self) -> None:
        super().__init__("This interaction failed")


def unknown(what: str) -> ApiError:
    """404 for a thing named as in `UNKNOWN`."""
    return ApiError(404, UNKNOWN[what], f"Unknown {what}")


def unauthorized() -> ApiError:
    """401: no such token."""
    return ApiError(401, 0, "401: Unauthorized")


def missing_access() -> ApiError:
    """403: the channel or guild is not visible to the caller."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """403: visible, but the caller may not do this."""
    return ApiError(403, 50013, "Missing Permissions")


def invalid_form(errors: dict[str, Any]) -> ApiError:
    """400: the body's fields are wrong; `errors` is the tree that says which and why."""
    return ApiError(400, 50035, "Invalid Form Body", errors)
