"""A language model writes: clients, what is asked, what came back, and Algorithm 1 over it."""
