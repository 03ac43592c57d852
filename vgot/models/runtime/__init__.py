"""How models live in memory: residency and offload levels, offloading, caches between steps, pipelines."""
