"""Logging in: names and passwords, failed attempts, second factors, ending sessions."""
