"""Know the company's customers: who they are, how they are reached, who may act for them."""
