"""Find the typed pieces in a message: numbers, people, places, dates, amounts, goods."""
