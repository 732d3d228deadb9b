"""SCIM's endpoints, as an application of its own below the other: with its own token, and with
its own errors whatever goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any, Concatenate, ParamSpec, TypeVar

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from scim2_models import (
    Context,
    InvalidSyntaxException,
    ListResponse,
    NotFoundException,
    NotImplementedException,
    PatchOp,
    Resource,
    ResourceType,
    ResponseParameters,
    Schema,
    SearchRequest,
)
from starlette.routing import BaseRoute

from engine.api.scim.answers import ScimAnswer, install
from engine.api.scim.filters import which_people, which_units
from engine.api.scim.mapping import Mapping, here, person_said, unit_said
from engine.api.scim.models import CONFIG, LARGEST_PAGE, POLICY, PROVIDER, Group, Person
from engine.api.scim.patches import spelled_out
from engine.settings import Settings
from engine.trust.tokens import SCIM, InvalidToken, Tokens
from engine.usecases.context import BudgetEngine
from engine.usecases.context import Context as Acting
from engine.usecases.directory.kept_people import (
    KeptPerson,
    change_kept_person,
    keep_person,
    kept_people,
    kept_person,
    kept_person_leaves,
)
from engine.usecases.directory.kept_units import (
    KeptUnit,
    change_kept_unit,
    keep_unit,
    kept_unit,
    kept_unit_goes,
    kept_units,
)

PREFIX = "/scim/v2"
LARGEST_BODY = 2 * 1024 * 1024
P = ParamSpec("P")
R = TypeVar("R")
_bearer = HTTPBearer(auto_error=False)


def create_scim(settings: Settings, engine: BudgetEngine) -> FastAPI:
    """The application to be mounted at `PREFIX`."""
    app = FastAPI(openapi_url=None)
    app.state.tokens = Tokens(engine.database, engine.clock)
    app.state.engine = engine
    app.state.mapping = Mapping(f"{settings.address}{PREFIX}")
    app.router.routes.extend(_routes())
    install(app)
    return app


@cache
def _routes() -> list[BaseRoute]:
    """Built once in a process, as those of the application (`application/all_routes.py`)."""
    signed_in = APIRouter(dependencies=[Depends(_signed_in)])
    signed_in.include_router(router)
    return list(signed_in.routes)


def _signed_in(
    request: Request, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> None:
    try:
        found = request.app.state.tokens.bearer(bearer.credentials if bearer else "", SCIM)
    except InvalidToken as error:
        headers = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, str(error), headers=headers) from error
    request.state.began = found.proof


async def _payload(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except ValueError as error:
        raise InvalidSyntaxException(detail=f"this is no JSON: {error}") from error


class Caller:
    """The engine, and how its answers are told to the one who asks."""

    def __init__(self, request: Request) -> None:
        self.engine: BudgetEngine = request.app.state.engine
        self.mapping: Mapping = request.app.state.mapping
        self._began: str = request.state.began
        self._asked = dict(request.query_params)

    def perform(
        self, usecase: Callable[Concatenate[Acting, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        return self.engine.perform_as_provisioner(usecase, self._began, *args, **kwargs)

    def search(self, model: Any) -> Any:
        return SearchRequest[model].model_validate(self._asked, scim_ctx=Context.SEARCH_REQUEST)

    def one(self, found: Resource[Any], context: Context, code: int = 200) -> ScimAnswer:
        asked = {key: self._asked[key] for key in SHOWN if key in self._asked}
        parameters: Any = ResponseParameters
        shown = parameters[type(found)].model_validate(asked)
        headers = {"Location": str(found.meta.location)} if code == 201 and found.meta else None
        content = found.model_dump(scim_ctx=context, response_parameters=shown)
        return ScimAnswer(content, status_code=code, headers=headers)

    def page(self, model: Any, search: Any, total: int, found: Sequence[Any]) -> ScimAnswer:
        answer = ListResponse[model](
            total_results=total,
            start_index=search.start_index or 1,
            items_per_page=len(found),
            resources=list(found),
        )
        shown = ResponseParameters[model](
            attributes=search.attributes, excluded_attributes=search.excluded_attributes
        )
        return ScimAnswer(
            answer.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=shown)
        )


SHOWN = ("attributes", "excludedAttributes")
Asked = Annotated[Caller, Depends(Caller)]
Payload = Annotated[Any, Depends(_payload)]
router = APIRouter(default_response_class=ScimAnswer)


@router.get("/Users")
def get_users(caller: Asked) -> Response:
    search = caller.search(Person)
    which = which_people(search.filter)

    def matches(kept: KeptPerson) -> bool:
        return bool(search.filter.match(caller.mapping.person(kept)))

    first, count = _window(search)
    page = caller.perform(
        kept_people, first, count, which.condition, None if which.exact else matches
    )
    found = [caller.mapping.person(one) for one in page.people]
    return caller.page(Person, search, page.total, found)


@router.post("/Users")
def post_user(caller: Asked, payload: Payload) -> Response:
    user = _read(Person, payload, Context.RESOURCE_CREATION_REQUEST)
    kept = caller.perform(keep_person, person_said(user))
    found = caller.mapping.person(kept)
    return caller.one(found, Context.RESOURCE_CREATION_RESPONSE, status.HTTP_201_CREATED)


@router.get("/Users/{user_id}")
def get_user(caller: Asked, user_id: str) -> Response:
    kept = caller.perform(kept_person, _known(user_id))
    return caller.one(caller.mapping.person(kept), Context.RESOURCE_QUERY_RESPONSE)


@router.put("/Users/{user_id}")
def put_user(caller: Asked, user_id: str, payload: Payload) -> Response:
    user = _read(Person, payload, Context.RESOURCE_REPLACEMENT_REQUEST)

    def says(before: KeptPerson) -> Any:
        user.replace(caller.mapping.person(before))
        return person_said(user)

    kept = caller.perform(change_kept_person, _known(user_id), says)
    return caller.one(caller.mapping.person(kept), Context.RESOURCE_REPLACEMENT_RESPONSE)


@router.patch("/Users/{user_id}")
def patch_user(caller: Asked, user_id: str, payload: Payload) -> Response:
    patch = _read(PatchOp[Person], spelled_out(payload), Context.RESOURCE_PATCH_REQUEST)

    def says(before: KeptPerson) -> Any:
        user = caller.mapping.person(before)
        patch.patch(user, POLICY)
        return person_said(user)

    kept = caller.perform(change_kept_person, _known(user_id), says)
    return caller.one(caller.mapping.person(kept), Context.RESOURCE_PATCH_RESPONSE)


@router.delete("/Users/{user_id}")
def delete_user(caller: Asked, user_id: str) -> Response:
    caller.perform(kept_person_leaves, _known(user_id))
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.get("/Groups")
def get_groups(caller: Asked) -> Response:
    search = caller.search(Group)
    which = which_units(search.filter)

    def matches(kept: KeptUnit) -> bool:
        return bool(search.filter.match(caller.mapping.group(kept)))

    first, count = _window(search)
    page = caller.perform(
        kept_units, first, count, which.condition, None if which.exact else matches
    )
    found = [caller.mapping.group(one) for one in page.units]
    return caller.page(Group, search, page.total, found)


@router.post("/Groups")
def post_group(caller: Asked, payload: Payload) -> Response:
    group = _read(Group, payload, Context.RESOURCE_CREATION_REQUEST)
    kept = caller.perform(keep_unit, unit_said(group))
    found = caller.mapping.group(kept)
    return caller.one(found, Context.RESOURCE_CREATION_RESPONSE, status.HTTP_201_CREATED)


@router.get("/Groups/{group_id}")
def get_group(caller: Asked, group_id: str) -> Response:
    kept = caller.perform(kept_unit, _known(group_id))
    return caller.one(caller.mapping.group(kept), Context.RESOURCE_QUERY_RESPONSE)


@router.put("/Groups/{group_id}")
def put_group(caller: Asked, group_id: str, payload: Payload) -> Response:
    group = _read(Group, payload, Context.RESOURCE_REPLACEMENT_REQUEST)

    def says(before: KeptUnit) -> Any:
        group.replace(caller.mapping.group(before))
        return unit_said(group)

    kept = caller.perform(change_kept_unit, _known(group_id), says)
    return caller.one(caller.mapping.group(kept), Context.RESOURCE_REPLACEMENT_RESPONSE)


@router.patch("/Groups/{group_id}")
def patch_group(caller: Asked, group_id: str, payload: Payload) -> Response:
    patch = _read(PatchOp[Group], spelled_out(payload), Context.RESOURCE_PATCH_REQUEST)

    def says(before: KeptUnit) -> Any:
        group = caller.mapping.group(before)
        patch.patch(group, POLICY)
        return unit_said(group)

    kept = caller.perform(change_kept_unit, _known(group_id), says)
    return caller.one(caller.mapping.group(kept), Context.RESOURCE_PATCH_RESPONSE)


@router.delete("/Groups/{group_id}")
def delete_group(caller: Asked, group_id: str) -> Response:
    caller.perform(kept_unit_goes, _known(group_id))
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.get("/ServiceProviderConfig")
def get_config(caller: Asked) -> Response:
    return caller.one(CONFIG, Context.RESOURCE_QUERY_RESPONSE)


@router.get("/ResourceTypes")
def get_resource_types(caller: Asked) -> Response:
    found = PROVIDER.resource_types
    return caller.page(ResourceType, caller.search(ResourceType), len(found), found)


@router.get("/ResourceTypes/{name}")
def get_resource_type(caller: Asked, name: str) -> Response:
    return caller.one(_of(PROVIDER.resource_types, name), Context.RESOURCE_QUERY_RESPONSE)


@router.get("/Schemas")
def get_schemas(caller: Asked) -> Response:
    found = PROVIDER.schemas
    return caller.page(Schema, caller.search(Schema), len(found), found)


@router.get("/Schemas/{name}")
def get_schema(caller: Asked, name: str) -> Response:
    return caller.one(_of(PROVIDER.schemas, name), Context.RESOURCE_QUERY_RESPONSE)


@router.post("/.search")
def post_search() -> Response:
    raise NotImplementedException(detail="ask /Users or /Groups by GET")


def _read(model: Any, payload: Any, context: Context) -> Any:
    return model.model_validate(payload, scim_ctx=context, scim_policy=POLICY)


def _known(identity: str) -> int:
    """An id in an address: one that cannot be ours is nobody's."""
    try:
        return here(identity)
    except Exception as error:
        raise NotFoundException(detail=f"there is no resource {identity}") from error


def _window(search: Any) -> tuple[int, int]:
    count = LARGEST_PAGE if search.count is None else min(search.count, LARGEST_PAGE)
    return (search.start_index or 1) - 1, count


def _of(resources: Sequence[Any], name: str) -> Any:
    found = next((one for one in resources if str(one.id) == name), None)
    if found is None:
        raise NotFoundException(detail=f"there is no resource {name}")
    return found
