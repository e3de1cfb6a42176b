"""Know who works here, what each may do, and who must agree before something is done."""
