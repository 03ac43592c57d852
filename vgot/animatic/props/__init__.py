"""Things, animals and vehicles of the drawn world; `catalogue` finds one by its word."""
