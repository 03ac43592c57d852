"""The clips of the film: rendering, take history side by side, duration and seed."""
