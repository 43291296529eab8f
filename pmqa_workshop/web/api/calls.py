"""The API: everything phones and forms may send, described in /api/openapi.json and /api/docs."""

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware

from pmqa_workshop.domain.errors import WorkshopError
from pmqa_workshop.web.api import door, office, phone, reference, room
from pmqa_workshop.web.api.base import failed, malformed, may_refuse, refused


class Api(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """Describe the API, each call by its docstring's first paragraph."""
        if self.openapi_schema is None:
            described = super().openapi()
            for methods in described["paths"].values():
                for call in methods.values():
                    call["summary"], _, call["description"] = call["description"].partition("\n\n")
        return super().openapi()


api = Api(
    title="PMQA Workshop",
    docs_url=None,
    redoc_url=None,
    openapi_url="/api/openapi.json",
    responses=may_refuse(422, 503),
    exception_handlers={
        WorkshopError: refused,
        RequestValidationError: malformed,
        Exception: failed,
    },
)
for part in (door, phone, office, room, reference):
    api.include_router(part.router, tags=[part.__name__.rpartition(".")[2]])
api.add_middleware(GZipMiddleware, minimum_size=1000)
