"""Users, mandates on a territory, invitations, sign-in."""
