"""Places of the drawn world, behind people; `catalogue` finds one by its words."""
