"""The cut: order, durations, boundaries, and a gapless preview without export."""
