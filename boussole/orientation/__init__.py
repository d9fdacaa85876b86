"""From a situation to the offers that fit it: journey, matching, searches."""
