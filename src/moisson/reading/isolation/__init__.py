"""Reading in processes of its own, whose time and memory are bounded: what is in a file harms nobody but its reader."""
