"""Looking at a reply as a whole: what it holds, and whether that was understood."""
