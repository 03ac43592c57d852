"""What happens around how somebody is: "A boy has no shadow", "A woman is afraid of the sea". The form is told in
beats_deeds.py. Nothing is cured and nothing is taken away; it is lived with, and in the end it weighs less."""

STATE = """
0 0 spot spot hero+ally calm key | a face that knows it
@
It has always been like that, because nobody has ever asked why.
quiet, very near

-0.4 3 own dawn hero calm | a figure in the first light
Before anybody is up {hero} sits for a while and does nothing.
It is the best hour of the day because nobody has to be told anything yet.
still, awake

-0.2 2 own noon hero sad human | eyes that look away
Somebody asks {hero} about it, and {he} changes the subject.
{He} does it well because everybody asks sooner or later.
smiling with the mouth alone

0.15 1 spot morning hero tense | one careful step
For one whole day {hero} tries to be like everybody else.
It goes well until noon, because until noon nobody looks closely.
straight-backed, watchful

0.3 1 own night hero wonder human | lips that move in the dark
At night {hero} says it out loud for the first time.
It sounds smaller than expected, because the room is so large.
astonished at {his} own voice

0.4 2 own dusk hero sad | a small figure and a long way
{hero} walks home by the longest way.
{He} takes {his} time because at home there is nothing that would be different.
tired, head down

0.5 1 spot noon hero joy | a figure in the middle of the day
{hero} goes out with it in broad daylight, for everybody to see.
Nobody stops, because everybody is busy with something of their own.
chin up, almost proud

0.75 1 spot golden hero warm last | a figure walking away, lighter
It is still so in the evening, and {hero} goes home lighter than {he} came.
It weighs less because it has been out in the open for a whole day.
at ease, unhurried
"""
