"""A visit: session, sign-in, challenges, discovery, lists, downloads, ledger."""
