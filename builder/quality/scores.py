"""The figures of an evaluation as others take them: a table for people, JSON for programs."""

from __future__ import annotations

import json

from jigou.builder.quality.figures import SORTS, Evaluation, Row


def to_json(evaluation: Evaluation) -> str:
    """The figures as JSON, rounded to four places, in a fixed order."""

    def row(found: Row) -> dict[str, float | int]:
        return {
            "precision": round(found.precision, 4),
            "recall": round(found.recall, 4),
            "f1": round(found.f1, 4),
            "predicted": found.read,
            "gold": found.gold,
        }

    def share(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    tables = {
        "entities_strict": evaluation.strict,
        "entities_lenient": evaluation.lenient,
        "relations": evaluation.relations,
    }
    record = {
        "documents": evaluation.documents,
        **{name: {key: row(found) for key, found in table.items()} for name, table in tables.items()},
        "measures": row(evaluation.measures),
        "kind_accuracy": share(evaluation.kind_accuracy),
        "role_accuracy": share(evaluation.role_accuracy),
        "approx_accuracy": share(evaluation.approx_accuracy),
        "evidence_valid": share(evaluation.evidence_valid),
        "confidence": {
            band: {sort: {"right": right, "of": of} for sort, (right, of) in sorts.items()}
            for band, sorts in evaluation.bands.items()
        },
        "refused": dict(evaluation.refused),
        "errors": [
            [fault.fault, fault.document, fault.type, fault.words, fault.sentence] for fault in evaluation.faults
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def to_text(evaluation: Evaluation, *, errors: bool = False) -> str:
    """The figures as a person reads them; with ``errors``, each error first."""
    lines: list[str] = []
    if errors:
        for f in evaluation.faults:
            lines.append(f"{f.fault:8} {f.document:28} {f.type:13} {f.words}")
            if f.sentence:
                lines.append(f"         | {f.sentence}")
    tables = (
        ("entities, strict", evaluation.strict),
        ("entities, lenient", evaluation.lenient),
        ("relations", evaluation.relations),
        ("measures", {"ALL": evaluation.measures}),
    )
    for title, table in tables:
        lines.extend(("", f"{title:18} precision  recall      F1    gold    read"))
        for key, row in table.items():
            if row.gold or row.read:
                figures = f"{row.precision:9.3f} {row.recall:7.3f} {row.f1:7.3f} {row.gold:7d} {row.read:7d}"
                lines.append(f"  {key:16} {figures}")
    lines.append("")
    shares = (
        ("kinds", evaluation.kind_accuracy),
        ("roles", evaluation.role_accuracy),
        ("approximations", evaluation.approx_accuracy),
        ("evidence valid", evaluation.evidence_valid),
    )
    lines.extend(f"{name:18} {'-' if share is None else f'{share:9.3f}'}" for name, share in shares)
    lines.extend(("", f"confidence >= {''.join(f'{sort:>18}' for sort in SORTS)}"))
    for band, sorts in evaluation.bands.items():
        cells = (_cell(*sorts[sort]) if sort in sorts else "-" for sort in SORTS)
        lines.append(f"  {band:11} {''.join(f'{cell:>18}' for cell in cells)}")
    lines.extend(("", "passed over"))
    lines.extend(f"  {rule:20} {count:5d}" for rule, count in evaluation.refused.items())
    return "\n".join(lines).lstrip("\n") + "\n"


def _cell(right: int, of: int) -> str:
    return f"{right}/{of} {right / of:.3f}"
