"""Putting right what was read: the queue of documents that a person should look at, and what is learned from corrections."""
