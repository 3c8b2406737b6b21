"""What English is made of: sentences, parses, mentions, places, quantities, dates, polarity, quotations."""
