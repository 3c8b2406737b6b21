"""What elections, protests and detentions share: from a sentence that reports an event to its record."""
