"""How fast an audit is, beside what an auditor could take instead."""
