"""Words in pictures: fonts that ship with the app, cards, captions, and the framing of other screens.

fonts     which font writes what
setting   lines of text set into a picture
cards     title and end card (moviepy)
framing   16:9, 9:16 and 1:1, and their safe areas
"""
