"""In here may be only walks through the running program with a real browser, as a person does them."""
