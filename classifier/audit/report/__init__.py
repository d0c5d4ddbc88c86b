"""The report of an audit: what it says, and how it is drawn."""

from classifier.audit.places import Place
from classifier.audit.report.facts import AuditFacts, Damaged
from classifier.audit.report.needs import check_needs
from classifier.audit.report.write import write_report

__all__ = ["AuditFacts", "Damaged", "Place", "check_needs", "write_report"]
