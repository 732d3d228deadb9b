"""All that is written, and which capability begins which flow."""

from __future__ import annotations

from assistant.capabilities import CAPABILITIES
from assistant.deciding.flow import DecisionFlow
from assistant.flows.flow import Flow
from assistant.requesting.flow import RequestFlow
from assistant.statements.flow import NEEDS, STATEMENTS

FLOWS: dict[str, Flow] = {
    flow.name: flow for flow in (RequestFlow(), DecisionFlow(), NEEDS, STATEMENTS)
}
# Which flow a capability begins.
OPENS = {one.name: one.flow for one in CAPABILITIES.values() if one.flow}
