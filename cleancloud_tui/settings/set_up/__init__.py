"""What a shop is asked once it is connected: the questions, what is proposed, what was answered."""
