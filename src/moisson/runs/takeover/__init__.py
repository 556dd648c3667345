"""The live browser of a run in a person's hands: who may have it, and how pictures and hands get from worker to page."""
