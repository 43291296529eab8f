"""Tables, nothing else: rules live in domain, writes in services, reads in queries."""
