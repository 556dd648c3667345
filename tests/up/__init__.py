"""In here may be only proofs that use the running program: `moisson up` as a process, a portal on loopback."""
