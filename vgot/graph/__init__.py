"""What there is to make, and why it is stale: pure.

kinds   what kinds of nodes there are: one table
keys    recipe keys: SHA-256 of canonical JSON
takes   Take, Choice, Shelf: what was made, chosen, pinned
shapes  how large, how fast and how long a take is, and what is asked for in its place
recipes what the recipe of each kind says of the story, typed
nodes   the nodes of a film
plan    their recipes, states and reasons
"""
