"""Carriers: those who bring goods and fetch them back."""
