"""What customers may ask of the portal, one module for each part of it."""
