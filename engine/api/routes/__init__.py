"""The engine's use cases as routes, each as the person signed in; one file a subject."""

from fastapi import APIRouter

from engine.api.routes import (
    access,
    budgets,
    costs,
    effects,
    explanations,
    gaps,
    identities,
    imports,
    ledger,
    needs,
    people,
    personal,
    plans,
    query,
    records,
    requests,
    roles,
    setup,
    surveys,
)

router = APIRouter()
PREFIX = "/api"
SUBJECTS = (
    access,
    budgets,
    costs,
    effects,
    explanations,
    gaps,
    identities,
    imports,
    ledger,
    needs,
    people,
    personal,
    plans,
    query,
    records,
    requests,
    roles,
    setup,
    surveys,
)
for subject in SUBJECTS:
    router.include_router(subject.router)

__all__ = ["PREFIX", "router"]
