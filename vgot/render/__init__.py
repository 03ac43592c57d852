"""From a plan to takes: the durable queue, its workers, one function per kind of node.

queue         who makes which node: leases, fencing numbers, cancel, pause, order
context       what a step may touch, and what it gives back
steps         one function per kind of node; film_steps: the joins and the film
worker        the loop that makes nodes; also the worker process
executors     who runs workers on this machine; ray_executor: on others
build         walks a plan
snapshot      a project at one moment: what everything that answers one question reads
live_film     a project read anew whenever it is asked
fitting       a kept clip of another size, rate or length where it is used
painting      a shot painted over its drawing
method        the method shown on two shots
requirements  what a render would take of this machine
"""

from typing import Any

from vgot.graph.reads import SAME_SUMMARY


def _drawn_alike(step: str, old: dict[str, Any], new: dict[str, Any]) -> bool:
    """What the drawn world says of two summaries: its words are loaded when the first of them was changed."""
    from vgot.animatic.reads import same_summary

    return same_summary(step, old, new)


SAME_SUMMARY["animatic"] = _drawn_alike
