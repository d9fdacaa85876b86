"""What a charter is made of: its words and their fields, its dates, who must be reminded of what, and when.

Pure, but for `texts.py` (which text, filled with which rows), `links.py` (who is behind a link) and `scans.py`, which
has the PDF of a paper opened by a process of its own (`pdf_pages.py`).
"""
