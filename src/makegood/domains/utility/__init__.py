"""Electricity that the company supplies to homes: what it costs by the tariff of the day."""
