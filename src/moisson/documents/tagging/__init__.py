"""The organisation's tags: which there are, what each is called, two made one, one taken away everywhere."""
