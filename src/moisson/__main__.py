"""`python -m moisson`."""

from moisson.cli import main

main()
