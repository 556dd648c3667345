"""In here may be only tests of the command line as scripts use it: a process, its output, its exit code."""
