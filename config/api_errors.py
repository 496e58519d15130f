"""REST errors in one shape: `{"error": {"code": …, "message": …, "fields": {name: [sentence, …]}}}`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from athletes.api import ApiView

MEANINGS = {
    400: "Something in the request is not right; `fields` says what.",
    401: "The token is missing, unknown or revoked.",
    403: "The token, or the person's role, reads only.",
    404: "There is no such thing, or it is not in the token's scope.",
    409: "`client_id` was already used for another day, or its write was cleared.",
    413: "The body is larger than 256 kB.",
    415: "The body is not JSON.",
}
SHAPE = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "code": {"type": "string", "description": "For programs; stays the same."},
                "message": {"type": "string", "description": "For people."},
                "fields": {
                    "type": "object",
                    "description": "By the name of the parameter or field; `body` for the body as a whole.",
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                },
            },
            "required": ["code", "message", "fields"],
        }
    },
    "required": ["error"],
}


class TooLarge(APIException):
    status_code = 413
    default_detail = _("The body is larger than 256 kB.")
    default_code = "too_large"


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The response to an error that REST framework knows; None for any other, which stays the server's."""
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        shaped = {
            "code": "invalid",
            "message": _("Something in the request is not right."),
            "fields": error.detail,
        }
    else:
        detail = response.data["detail"]
        shaped = {"code": detail.code, "message": detail, "fields": {}}
    response.data = {"error": shaped}
    return response


class NowhereView(ApiView):
    """Any other path: not found, in the shape of all errors."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound


def document(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Schema hook: adds the errors that each operation can answer with, beside its successes."""
    result["components"]["schemas"]["Error"] = SHAPE
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status in _statuses(path, method, operation):
                operation["responses"][str(status)] = {"description": MEANINGS[status], "content": content}
    return result


def _statuses(path: str, method: str, operation: dict[str, Any]) -> list[int]:
    writes = method in ("put", "patch", "delete")
    has_body = "requestBody" in operation
    can_be_wrong = has_body or any(parameter["name"] != "id" for parameter in operation.get("parameters", ()))
    return [
        *([400] if can_be_wrong else []),
        401,
        *([403] if writes else []),
        *([404] if "{id}" in path else []),
        *([409] if method == "put" else []),
        *([413, 415] if has_body else []),
    ]
