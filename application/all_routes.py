"""What every application answers at. The routes are the same for each and built once in a process:
of a router that an application includes, FastAPI builds every route anew at its first call."""

from fastapi import APIRouter, Depends

from application import documentation, internal
from channels import console, files, preview, sign_in, web, web_files
from engine.api import routes
from engine.api.csrf import require_same_page
from engine.api.errors import PROBLEMS

SAME_PAGE = [Depends(require_same_page)]

_all = APIRouter(dependencies=SAME_PAGE)
# Given without a prefix, what it includes itself would be built here once more.
_all.include_router(routes.router, prefix=routes.PREFIX, responses=PROBLEMS)
for _part in (
    web,
    web_files,
    sign_in,
    preview,
    console,
    files,
    internal,
    documentation,
):
    _all.include_router(_part.router)
ALL_ROUTES = tuple(_all.routes)
