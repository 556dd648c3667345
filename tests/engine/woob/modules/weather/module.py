"""A module that fetches no documents."""

from woob.capabilities.weather import CapWeather
from woob.tools.backend import Module


class WeatherModule(Module, CapWeather):
    NAME = "weather"
    DESCRIPTION = "Sun and rain"
