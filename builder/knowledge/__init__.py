"""What jigou knows of Chinese reports: tables, and how they are read."""
