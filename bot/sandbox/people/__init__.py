"""What people do on the local Discord, each act checked as Discord would check it for that person."""
