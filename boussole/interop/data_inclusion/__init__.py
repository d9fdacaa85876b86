"""The national reference of data.inclusion (schema v1), read as it is delivered on data.gouv.fr.

Structures become prospects and services become drafts: somebody of the structure claims them, corrects them and
proposes them. Nothing of what a person wrote is ever overwritten by a later load.
"""
