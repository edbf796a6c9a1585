"""What people look after by hand: other words, recommended hits."""
