"""The report of an audit: what it says, and how it is drawn."""

from classifier.audit.report.facts import AuditFacts, Damaged, Place
from classifier.audit.report.write import write_report

__all__ = ["AuditFacts", "Damaged", "Place", "write_report"]
