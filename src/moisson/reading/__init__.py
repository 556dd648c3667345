"""File in, fields with certainty out."""
