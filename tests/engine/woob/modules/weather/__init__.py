from .module import WeatherModule

__all__ = ["WeatherModule"]
