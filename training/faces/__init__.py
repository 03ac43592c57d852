"""Trains the face pack of the drawn world (assets/faces): a detector with five points and a recogniser, in insightface's format.

    python -m training.faces.train_recogniser --out build/faces      # each well under an hour on one core
    python -m training.faces.train_detector --out build/faces
    python -m training.faces.train_detector --resume --minutes 15 --candidates build/faces/tried   # on, with what it gets wrong
    python -m training.faces.choose build/faces/tried/*.pt build/faces/detector.pt      # the weights and the score it speaks over
    python -m training.faces.pack --weights build/faces --out assets/faces
    python -m training.faces.measure --pack assets/faces              # the figures, on people training never saw

Where the checkpoints are not kept, `training.faces.thaw` takes the shipped detector back to go on from.

The program never imports this package.
"""
