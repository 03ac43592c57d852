"""Sound: when lines are spoken, who speaks them, how tracks are mixed and how loud the film is.

timing     when the lines of a shot are spoken
loudness   LUFS (ITU-R BS.1770) and a limiter
mixing     placed sounds -> the film's sound, sample-exact; ducking, fades, peaks for waveforms
speech     lines -> voices: the machine's scratch speaker, or a local speech model
"""
