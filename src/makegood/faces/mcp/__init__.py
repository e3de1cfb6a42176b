"""The way in for agents: the Model Context Protocol, over stdio and streamable HTTP."""
