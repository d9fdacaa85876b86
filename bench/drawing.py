"""The figure of the report: how much of its bare twin's throughput each page keeps."""

from __future__ import annotations

from typing import Any

WIDTH, BAR, GAP, LEFT = 640, 22, 14, 170
WANTED = {"results": 0.6, "filing": 0.7}


def bars(report: dict[str, Any], twins: dict[str, str]) -> str:
    """An SVG with one bar a page and connection count; a line marks what is wanted. Readable without colour."""
    pages = report["pages"]
    rows = [
        (
            f"{page}, {count} connection{'s' if count > 1 else ''}",
            pages[page][f"c{count}"] / pages[twin][f"c{count}"],
            page,
        )
        for page, twin in twins.items()
        for count in (1, 8)
    ]
    most = max(1.0, *(ratio for _, ratio, _ in rows))
    scale = (WIDTH - LEFT - 60) / most
    height = len(rows) * (BAR + GAP) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
        ' role="img" font-family="sans-serif" font-size="13">',
        "<title>Throughput of each page, as a share of the same page without database</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fdfcf9"/>',
    ]
    for rank, (label, ratio, page) in enumerate(rows):
        top = rank * (BAR + GAP) + 10
        parts.append(f'<text x="{LEFT - 8}" y="{top + 16}" text-anchor="end" fill="#1c2340">{label}</text>')
        parts.append(
            f'<rect x="{LEFT}" y="{top}" width="{ratio * scale:.1f}" height="{BAR}" fill="#2a3a8f"/>'
        )
        parts.append(
            f'<text x="{LEFT + ratio * scale + 6:.1f}" y="{top + 16}" fill="#1c2340">{ratio:.2f}</text>'
        )
        if wanted := WANTED.get(page):
            x = LEFT + wanted * scale
            parts.append(f'<path d="M{x:.1f} {top - 3}v{BAR + 6}" stroke="#c8452f" stroke-width="3"/>')
    foot = height - 10
    parts.append(
        f'<text x="{LEFT}" y="{foot}" fill="#1c2340">1 = the same page without database; red: wanted</text>'
    )
    return "\n".join([*parts, "</svg>", ""])
