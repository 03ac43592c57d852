"""Everybody's portraits, stage by stage, and the places, with takes."""
