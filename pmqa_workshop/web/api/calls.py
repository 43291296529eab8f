"""The API: everything phones and forms may send, described in /api/openapi.json."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware

from pmqa_workshop.domain.errors import WorkshopError
from pmqa_workshop.web.api import door, office, phone, room
from pmqa_workshop.web.api.base import failed, malformed, refused

api = FastAPI(
    title="PMQA Workshop",
    docs_url=None,
    redoc_url=None,
    openapi_url="/api/openapi.json",
    exception_handlers={
        WorkshopError: refused,
        RequestValidationError: malformed,
        Exception: failed,
    },
)
for part in (door, phone, office, room):
    api.include_router(part.router)
api.add_middleware(GZipMiddleware, minimum_size=1000)
