"""Wishes about a film that is open ("make it night", "replace the cat by a fox"), read and done without a language model.

read     a wish in words -> a Wish: does it change this film or make another, and what becomes of each word
wish     what a wish comes to: changes to be accepted, words that were not done; accepting them
draft    the story while a wish works on it: locks hold, every change is remembered
clauses  one wish of several parts, cut where it reads best
scope    which shots are meant
light    hours, weather, season, more and less light
camera   sizes, angles, moves
film     lengths, the look of the film, its title and shape
replace  one thing by another everywhere; names
persons  men become women and boys girls, with their pronouns
looks    clothes and looks of people, and the lines that repeat them
order    shots removed, moved, copied; joins
without  somebody or something taken out
texts    sentences, clauses, articles, capitals
words    the tables of assets/script/wishes.yaml
"""
