"""The page of everything that leaves a trace."""

from boussole.audit.vocabulary import known_codes
from boussole.core.reference_pages import page


@page("audit.md")
def audit() -> str:
    """Every code of the trace, by module."""
    lines = ["# What leaves a trace", "`boussole audit_report` questions it. Codes are kept 12 months."]
    by_noun: dict[str, list[str]] = {}
    for code in known_codes():
        by_noun.setdefault(code.partition(".")[0], []).append(code)
    for noun, codes in by_noun.items():
        lines.append(f"## {noun}\n\n" + "\n".join(f"- `{code}`" for code in codes))
    return "\n\n".join(lines)
