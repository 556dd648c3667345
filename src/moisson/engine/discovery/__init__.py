"""In here may be only where to go in a portal and what became of each row: the walk, the gathering, the ledger."""

from moisson.engine.discovery.conclusion import Harvest
from moisson.engine.discovery.harvest import harvest

__all__ = ["Harvest", "harvest"]
