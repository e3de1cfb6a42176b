"""Cases: what a customer needs of us, who looks after it, and that it is put right."""
