"""What a program does to its files, recorded, and every state in which a power cut may leave them."""
