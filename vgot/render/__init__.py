"""From a plan to takes: the durable queue, its workers, one function per kind of node.

    queue         who makes which node: leases, fencing numbers, cancel, pause, order
    context       what a step may touch
    steps         one function per kind of node
    worker        the loop that makes nodes; also the worker process
    executors     who runs workers on this machine; ray_executor: on others
    build         walks a plan
    requirements  what a render would take of this machine
"""
