"""Readings held against gold, and exchanged with annotation tools."""
