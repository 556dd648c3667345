"""In here may be only the bridge to Woob's modules, which other people write; Woob itself is seen by `inside` alone."""
