"""Those who move the company's money."""
