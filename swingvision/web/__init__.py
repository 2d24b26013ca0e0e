"""What the web services of bay and cloud share."""
