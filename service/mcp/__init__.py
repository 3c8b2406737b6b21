"""For assistants: the tools extract, explain and validate over the Model Context Protocol, on standard streams or HTTP."""
