"""Which mailbox an address leads to: what tells two people apart, where each must read their own. Pure."""


def mailbox_of(address: str) -> str:
    """The same for « Claire@example.org » and « claire+direction@example.org », which one person reads.

    What follows the sign + is chosen by whoever owns the mailbox (RFC 5233). Never to write to, nor to find an account.
    """
    local, _, domain = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
