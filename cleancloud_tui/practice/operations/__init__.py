"""Operations: say here what it holds."""
