"""Invented people and programs, built by calling the real operations in time order."""
