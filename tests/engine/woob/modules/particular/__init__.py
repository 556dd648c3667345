from .module import ParticularModule

__all__ = ["ParticularModule"]
