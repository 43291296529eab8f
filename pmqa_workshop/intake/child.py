"""Readers run in a child process: a hostile file can cost its seconds and memory, not ours."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from pmqa_workshop.domain import errors
from pmqa_workshop.domain.errors import FileRefused, FileUnreadable
from pmqa_workshop.domain.findings import (
    ColumnReading,
    CriteriaSet,
    Doubt,
    FindingDraft,
    FindingKind,
    ItemScore,
    ReadReport,
)
from pmqa_workshop.domain.register import GoalDraft, UnitDraft
from pmqa_workshop.guard.child import limit_memory, run_child
from pmqa_workshop.intake.mapping import checked

Result = ReadReport | tuple[UnitDraft, ...] | tuple[GoalDraft, ...] | str
Reader = Callable[[str, bytes], Result]
Mapped = Mapping[str, str]

READERS = (
    "check", "findings", "findings_pasted", "goals", "goals_pasted", "units", "units_pasted",
)  # fmt: skip


def read_in_child(
    reader_name: str,
    name: str,
    content: bytes,
    seconds: float = 10,
    megabytes: int = 256,
    mapping: Mapping[str, str] | None = None,
) -> Result:
    """Return what the reader returns; raise FileRefused as it would.

    `mapping` says what the columns of findings hold. A reader that takes too long or too much
    memory is ended, and the file counts as unreadable.
    """
    if reader_name not in READERS:
        raise ValueError(reader_name)
    order = json.dumps(
        {
            "reader": reader_name,
            "name": name,
            "megabytes": megabytes,
            "mapping": checked(mapping),
        }
    )
    done = run_child("pmqa_workshop.intake.child", order.encode() + b"\n" + content, seconds)
    if done.code is None:
        raise FileUnreadable(name=name, reason="timeout", limit=seconds)
    return _result(name, done.code, done.output, megabytes)


def _result(name: str, code: int, output: bytes, megabytes: int) -> Result:
    try:
        answer = json.loads(output)
    except ValueError as error:
        reason = "memory" if code < 0 else "crash"  # the kernel ends what cannot get memory
        raise FileUnreadable(name=name, reason=reason, limit=megabytes) from error
    if "refused" in answer:
        refusal, facts = getattr(errors, answer["refused"]), answer["facts"]
        if "readings" in facts:
            facts["readings"] = _columns(facts["readings"])
        raise refusal(**facts)
    return _decoded(answer["reader"], answer["result"])


def _decoded(reader_name: str, result: Any) -> Result:
    if reader_name == "check":
        return str(result)
    if reader_name.startswith("units"):
        return tuple(UnitDraft(**unit) for unit in result)
    if reader_name.startswith("goals"):
        return tuple(GoalDraft(**goal) for goal in result)
    return ReadReport(
        drafts=tuple(_draft(draft) for draft in result["drafts"]),
        scores=tuple(
            ItemScore(**{**score, "criteria_set": CriteriaSet(score["criteria_set"])})
            for score in result["scores"]
        ),
        title=result["title"],
        fiscal_year=result["fiscal_year"],
        columns=_columns(result["columns"]),
    )


def _columns(given: list[dict[str, Any]]) -> tuple[ColumnReading, ...]:
    return tuple(ColumnReading(**{**one, "examples": tuple(one["examples"])}) for one in given)


def _draft(values: dict[str, Any]) -> FindingDraft:
    kind, criteria_set = values["kind"], values["criteria_set"]
    return FindingDraft(
        **{
            **values,
            "kind": FindingKind(kind) if kind else None,
            "criteria_set": CriteriaSet(criteria_set) if criteria_set else None,
            "doubts": tuple(Doubt(doubt) for doubt in values["doubts"]),
        }
    )


def _plain(facts: dict[str, object]) -> dict[str, object]:
    given = facts.get("readings", ())
    columns = given if isinstance(given, tuple) else ()
    return {**facts, **({"readings": [asdict(one) for one in columns]} if columns else {})}


def _encoded(result: Result) -> object:
    if isinstance(result, str):
        return str(result)
    return asdict(result) if isinstance(result, ReadReport) else [asdict(one) for one in result]


def _reader(reader_name: str, mapping: Mapped) -> Reader:
    """Return the reader; imported here so that only the child carries the parsers."""
    from pmqa_workshop.intake import findings, register, safety

    readers: dict[str, Reader] = {
        "check": safety.check_file,
        "findings": lambda name, content: findings.read_findings(name, content, mapping),
        "findings_pasted": lambda _, content: findings.read_pasted(content.decode(), mapping),
        "goals": register.read_goals,
        "goals_pasted": lambda _, content: register.read_goals_pasted(content.decode()),
        "units": register.read_units,
        "units_pasted": lambda _, content: register.read_units_pasted(content.decode()),
    }
    return readers[reader_name]


def _answer(line: bytes, content: bytes) -> dict[str, object]:
    order = json.loads(line)
    name = order["name"]
    try:
        reader = _reader(order["reader"], order["mapping"])
        limit_memory(order["megabytes"])
        return {"reader": order["reader"], "result": _encoded(reader(name, content))}
    except FileRefused as refusal:
        return {"refused": type(refusal).__name__, "facts": _plain(refusal.facts)}
    except MemoryError:
        return _unreadable(name, "memory")
    except Exception:  # whatever a strange file breaks, the answer is a refusal
        return _unreadable(name, "crash")


def _unreadable(name: str, reason: str) -> dict[str, object]:
    return {"refused": FileUnreadable.__name__, "facts": {"name": name, "reason": reason}}


def main() -> None:
    line = sys.stdin.buffer.readline()
    content = sys.stdin.buffer.read()
    sys.stdout.buffer.write(json.dumps(_answer(line, content), default=str).encode())


if __name__ == "__main__":
    main()
