from .module import ElsewhereModule

__all__ = ["ElsewhereModule"]
