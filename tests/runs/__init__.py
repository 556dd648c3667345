"""Proofs of runs without processes: rules, what is written, who is asked."""
