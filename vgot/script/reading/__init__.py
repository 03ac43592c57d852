"""Reading: what a sentence says (who, what they do, to what, where, when), and what became of each of its words."""
