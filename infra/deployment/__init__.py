"""What a production installation runs on; the instructions are in docs/operations.md."""
