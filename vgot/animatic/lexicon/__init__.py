"""Words the drawn world understands; `catalogue` reads a domain with them."""
