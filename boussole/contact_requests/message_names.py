"""Where the texts of the messages about requests are, and the names of those that somebody looks for. Pure."""

FOLDER = "contact_requests/messages"
ACKNOWLEDGEMENT = f"{FOLDER}/acknowledgement"
RECAP, CORRECTED_RECAP = f"{FOLDER}/recap", f"{FOLDER}/recap_corrected"
BROKEN_INVARIANTS = f"{FOLDER}/operator_invariants"
