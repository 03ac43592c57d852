"""Hand-off: the film as editors, printers and players take it, and the cut of an editor back in.

handoff      all of it for one project
cutlist      which frames of which file stand where: every export is made from it
mediafolder  the files beside a cut, with handles
edited       a cut as an editor gave it back
otio         OpenTimelineIO, out and in
fcpxml       Final Cut Pro XML, out and in
edl          CMX 3600
cutback      the diff of an edited cut, applied as one edit
"""
