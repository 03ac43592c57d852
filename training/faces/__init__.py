"""Trains the face pack of the drawn world (assets/faces): a detector with five points and a recogniser, in insightface's format.

    python -m training.faces.train_recogniser --out build/faces      # each well under an hour on one core
    python -m training.faces.train_detector --out build/faces
    python -m training.faces.pack --weights build/faces --out assets/faces
    python -m training.faces.measure --pack assets/faces              # the figures, on people training never saw

The program never imports this package.
"""
