"""Hand-off: the film as editors, printers and players take it, and the cut of an editor back in.

handoff        all of it for one project
cutlist        which frames of which file stand where: every export is made from it
mediafolder    the files beside a cut, with handles; `names` what their names say
otio, fcpxml   the cut written as OpenTimelineIO and Final Cut Pro XML; edl as CMX 3600
otio_in        and read, with fcpxml_in: each makes the same tree of its format
flatten        a tree as a flat list: which stretch of which file stands where, how fast, on which layer
compose        what of it is seen and heard, as an edited cut
whitelist      what a format may hold that is understood, harmless, or named
conform        the diff of an edited cut, applied as one edit; conform_sound its sounds, conform_named what is only named
"""
