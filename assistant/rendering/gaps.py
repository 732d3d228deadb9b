"""Gaps as lines of a reply."""

from __future__ import annotations

from assistant.speech import Speech
from engine.analysis.appraisal import DimensionGap
from engine.analysis.skill_gap import CERTIFICATE, FlaggedNeed
from engine.usecases.skill_gap import SkillGapReport
from engine.values.results import Named


def gap_head(speech: Speech, report: SkillGapReport) -> str:
    key = "gap.head_position" if report.position else "gap.head"
    return speech.say(key, unit=report.unit, position=report.position)


def gap_rows(speech: Speech, report: SkillGapReport) -> list[tuple[Named, str]]:
    """Each skill and certificate that is short, with its line."""
    found = report.report
    rows = [
        (
            row.group,
            speech.say(
                "gap.skill", skill=row.group, assessed=row.assessed, short=row.short, mean=row.mean
            ),
        )
        for row in found.skills
        if row.short
    ]
    rows += [
        (
            row.certificate,
            speech.say(
                "gap.certificate",
                certificate=row.certificate,
                required=row.required,
                missing=row.missing,
                share=row.missing / row.required,
            ),
        )
        for row in found.certificates
        if row.missing
    ]
    return rows


def gap_remarks(speech: Speech, report: SkillGapReport) -> list[str]:
    found = report.report
    lines = [] if gap_rows(speech, report) else [speech.say("gap.none")]
    lines += [_appraisal_line(speech, row) for row in found.appraisals if row.below]
    lines += [_need_line(speech, need) for need in found.needs]
    return [*(line for line in lines if line), speech.say("gap.source")]


def _appraisal_line(speech: Speech, gap: DimensionGap) -> str:
    key = "gap.appraisal_alike" if gap.alike else "gap.appraisal"
    return speech.say(key, dimension=gap.dimension, mean=gap.mean, other=gap.other_mean, n=gap.n)


def _need_line(speech: Speech, need: FlaggedNeed) -> str:
    """The course that would help; but a certificate that is missing is a need only where the
    appraisals are below the others' as well."""
    if need.kind == CERTIFICATE and not need.supported:
        key = "gap.no_appraisals" if need.supported is None else "gap.one_sign"
        return speech.say(key, subject=need.subject, headcount=need.headcount)
    if need.course is None or need.total is None:
        return ""
    return speech.say(
        "gap.remedy",
        subject=need.subject,
        course=need.course,
        headcount=need.headcount,
        total=need.total,
    )
