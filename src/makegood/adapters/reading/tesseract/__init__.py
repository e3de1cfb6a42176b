"""Tesseract, a program that reads the text of a picture."""
