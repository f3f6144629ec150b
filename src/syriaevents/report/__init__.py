"""One HTML page to look at records with, without a network."""

from syriaevents.report.page import write_report

__all__ = ["write_report"]
