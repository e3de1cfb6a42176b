"""Tests of reading what customers write."""
