"""What the practice shop answers to operations, a file a chapter; orders have their own folder."""
