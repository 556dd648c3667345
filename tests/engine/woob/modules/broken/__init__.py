from .module import BrokenModule

__all__ = ["BrokenModule"]
