"""What there is to make, and why it is stale: pure.

    keys    recipe keys: SHA-256 of canonical JSON
    takes   Take, Choice, Shelf: what was made, chosen, pinned
    nodes   the nodes of a film
    plan    their recipes, states and reasons
"""
