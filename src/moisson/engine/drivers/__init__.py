"""The ways to talk to a site (browser, plain HTTP) behind one small interface."""
