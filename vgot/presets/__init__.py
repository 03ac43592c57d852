"""Which models make a film, under which licences, with how much memory.

preset   one configs/*.yaml as a checked value
weights  where files of models lie on this machine, and whether they are whole
"""
