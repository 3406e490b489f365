"""All text that people read, made from data; screens and commands use it."""
