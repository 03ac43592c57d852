"""The stills of the film: take history, comparing, approving."""
