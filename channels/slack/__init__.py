"""Slack: the official Bolt over Socket Mode or HTTP, Block Kit, files and the App Home."""
