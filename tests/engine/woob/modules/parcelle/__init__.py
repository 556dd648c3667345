from .module import ParcelleModule

__all__ = ["ParcelleModule"]
