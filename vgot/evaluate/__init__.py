"""Measures films: the paper's consistency metrics, picture faults, and a continuity report per shot and per boundary.

colour      sRGB -> CIELAB, CIEDE2000
metrics     the paper's metrics and the picture metrics; pure numbers in, numbers out
footage     the frames of a shot, sampled
opencv      OpenCV, or the error that says which libraries of the system it wants
faces       faces in frames: the embedded pack of the drawn world, or a pack a person names
encoders    style, text and scene encoders; every one carries a name that stands in every result
measure     all metrics of a film, by the name of what read it
findings    what a report says: findings, badges, fixes
wardrobe    clothes and hats in a frame against those in the portrait
cast        who is seen where, against who should be
shots       the checks of one shot
glance      what is kept of a shot that was looked at
seams       the checks of a boundary
checking    a project looked at in the background, shot by shot as shots change; light, for the page
report      the report of a film or a project
plots       small plots of a report
printed     the report on paper
"""
