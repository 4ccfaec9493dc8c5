"""From BNSP numbers to the certificate in the hand, and the years it stays valid."""
