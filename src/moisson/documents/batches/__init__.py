"""One act on many documents at once: chosen in the list, done step by step, told as one."""
