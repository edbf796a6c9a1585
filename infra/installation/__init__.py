"""Installs what the project needs: Python packages, translations, built static files.

Runs on the machine's own Python before anything is installed, so it uses the standard library only.
"""
