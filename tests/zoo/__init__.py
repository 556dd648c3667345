"""In here may be only small local web applications that stand for kinds of portals, and what starts them.

Nothing in this package knows Moisson: a portal is a stranger, met by its address alone.
"""
