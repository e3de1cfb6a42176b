"""The way in for whoever runs the company's software: the console command `makegood`."""
