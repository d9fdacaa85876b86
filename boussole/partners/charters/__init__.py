"""What a charter is made of: its words and their fields, its dates, who must be reminded of what, and when.

Pure, but for `texts.py` (which text, filled with which rows) and `links.py` (who is behind a link).
"""
