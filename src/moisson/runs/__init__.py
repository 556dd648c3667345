"""Durable work: schedules, the queue, one run = one visit to one connection, and its ledger."""
