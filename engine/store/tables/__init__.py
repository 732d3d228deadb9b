"""The tables, by subject; importing this package knows them all."""

from engine.store.tables.base import Base
from engine.store.tables.budget import (
    BudgetEntry,
    BudgetLine,
    BudgetSum,
    BudgetVersion,
    ExchangeRate,
    PayrollYear,
    PeriodLock,
)
from engine.store.tables.needs import Need, Survey, SurveyAnswer
from engine.store.tables.organisation import (
    OrgUnit,
    Position,
    PositionCertificate,
    PositionSkill,
)
from engine.store.tables.people import Employee, RoleGrant
from engine.store.tables.performance import (
    Appraisal,
    AppraisalItem,
    Kpi,
    KpiLink,
    KpiResult,
    KpiSkill,
)
from engine.store.tables.skills import (
    Alias,
    Certificate,
    EmployeeCertificate,
    EmployeeSkill,
    Skill,
)
from engine.store.tables.training import (
    CostLine,
    Course,
    CourseSkill,
    Evaluation,
    Participation,
    ServiceAgreement,
    TrainingSession,
)
from engine.store.tables.trust import (
    AuditEvent,
    AuditHead,
    ImportBatch,
    ImportRefusal,
    Notice,
    NumberSeries,
    Outbox,
    StoreInfo,
)
from engine.store.tables.workflow import (
    ApprovalStep,
    Delegation,
    Explanation,
    Request,
    RequestLine,
)

__all__ = [
    "Alias",
    "Appraisal",
    "AppraisalItem",
    "ApprovalStep",
    "AuditEvent",
    "AuditHead",
    "Base",
    "BudgetEntry",
    "BudgetLine",
    "BudgetSum",
    "BudgetVersion",
    "Certificate",
    "CostLine",
    "Course",
    "CourseSkill",
    "Delegation",
    "Employee",
    "EmployeeCertificate",
    "EmployeeSkill",
    "Evaluation",
    "ExchangeRate",
    "Explanation",
    "ImportBatch",
    "ImportRefusal",
    "Kpi",
    "KpiLink",
    "KpiResult",
    "KpiSkill",
    "Need",
    "Notice",
    "NumberSeries",
    "OrgUnit",
    "Outbox",
    "Participation",
    "PayrollYear",
    "PeriodLock",
    "Position",
    "PositionCertificate",
    "PositionSkill",
    "Request",
    "RequestLine",
    "RoleGrant",
    "ServiceAgreement",
    "Skill",
    "StoreInfo",
    "Survey",
    "SurveyAnswer",
    "TrainingSession",
]
