"""Tests of a visit and its parts."""
