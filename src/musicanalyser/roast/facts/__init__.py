"""What all fact kinds share: reading reports, comparing with the past, wording a claim."""
