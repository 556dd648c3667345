"""Files of a bank in, booked lines out, and which document a line pays: no web framework, no database."""
