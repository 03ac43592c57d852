"""Encoding and decoding: pictures, clips, joined films. The only modules that know codecs.

pictures    PNG and thumbnails
colour      uint8 RGB <-> YUV 4:2:0 BT.709, the same bytes on every processor
reading     what a clip file holds, and its frames
encoding    frames -> H.264 in MP4
joining     segments -> one film, without encoding again
dissolve    the frames of a crossfade
fitting     pictures and clips of another size, rate or length
"""

from vgot.media.dissolve import crossfade
from vgot.media.encoding import ENCODER_VERSION, Quality, cut_segment, encode_clip, encoder_settings
from vgot.media.fitting import FITTING_VERSION, fit_clip, fit_frame
from vgot.media.joining import join_segments
from vgot.media.pictures import decode_png, encode_png, picture_size, thumbnail
from vgot.media.reading import ClipInfo, decode_clip, first_frames, last_frames, probe, probe_fast, probe_written

__all__ = [
    "ENCODER_VERSION",
    "FITTING_VERSION",
    "ClipInfo",
    "Quality",
    "crossfade",
    "cut_segment",
    "decode_clip",
    "decode_png",
    "encode_clip",
    "encode_png",
    "encoder_settings",
    "first_frames",
    "fit_clip",
    "fit_frame",
    "join_segments",
    "last_frames",
    "picture_size",
    "probe",
    "probe_fast",
    "probe_written",
    "thumbnail",
]
