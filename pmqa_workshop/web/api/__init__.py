"""What phones and forms send over HTTP: small calls, each answered after its commit."""
