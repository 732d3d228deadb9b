"""What Rasa asks of the application: actions and the catalogue. Loopback and secret only."""

from __future__ import annotations

import hashlib
import json
from ipaddress import ip_address, ip_network
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response, status
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from channels.console import require_secret
from engine.queries.catalogue import catalogue_names

# The test client of FastAPI has no address.
TESTING = "testclient"


def from_rasa(request: Request, x_peisuan_secret: Annotated[str, Header()] = "") -> None:
    """Refuse whoever is not on this machine (or the network of the workers) or does not know the
    secret."""
    networks = request.app.state.settings.internal_networks
    if request.client is None or not _is_in(request.client.host, networks):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "for this machine only")
    require_secret(request, x_peisuan_secret, "action")


def _is_in(host: str, networks: str) -> bool:
    if host == TESTING:
        return True
    address = ip_address(host)
    return any(address in ip_network(one.strip()) for one in networks.split(",") if one.strip())


router = APIRouter(prefix="/internal", include_in_schema=False, dependencies=[Depends(from_rasa)])


@router.post("/actions")
async def run_action(request: Request, response: Response) -> dict[str, Any]:
    """Rasa's action webhook. Errors name the action, and echo nothing of the conversation."""
    executor: ActionExecutor = request.app.state.executor
    # No action reads the domain, so Rasa is told not to send it; the SDK wants some.
    try:
        said = await request.json()
    except ValueError:
        said = None
    if not _is_call(said):
        raise HTTPException(status.HTTP_400_BAD_REQUEST, "this is no call of an action")
    call = {"domain": {"version": "3.1"}, **said}
    try:
        result = await executor.run(call)
    except ActionExecutionRejection as rejection:
        response.status_code = status.HTTP_400_BAD_REQUEST
        return {"error": str(rejection), "action_name": rejection.action_name}
    except ActionNotFoundException as missing:
        response.status_code = status.HTTP_404_NOT_FOUND
        return {"error": "no such action", "action_name": missing.action_name}
    return result.model_dump() if result else {}


def _is_call(said: Any) -> bool:
    tracker = said.get("tracker") if isinstance(said, dict) else None
    return (
        isinstance(tracker, dict)
        and isinstance(said.get("next_action"), str)
        and isinstance(tracker.get("sender_id"), str)
    )


@router.get("/catalogue")
def catalogue(
    request: Request, response: Response, if_none_match: Annotated[str, Header()] = ""
) -> Any:
    """Every name of the catalogue; 304 while it is what the caller has."""
    with request.app.state.engine.database.reading() as session:
        names = [
            {"kind": name.kind, "code": name.code, "name": name.name}
            for name in catalogue_names(session)
        ]
    etag = '"' + hashlib.sha256(json.dumps(names).encode()).hexdigest()[:32] + '"'
    if if_none_match == etag:
        return Response(status_code=status.HTTP_304_NOT_MODIFIED)
    response.headers["ETag"] = etag
    return {"names": names}
