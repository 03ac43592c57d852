"""Models that run at somebody else's.

outcomes    what a service can answer besides a result, each one typed
till        what is written down of a call: before it is sent, when it was taken, when its result is here
buying      the one way to call a service: intent first, then the id, then the wait; never bought twice
looking     what came back: decoded within limits, measured, brought to the film's size and rate
pictures    portraits, plates and keyframes, whoever draws them
clips       clips and the frames between two clips, whoever shoots them
"""
