"""People of the drawn world: `figure` puts head, hair, clothes, hands and pose together."""
