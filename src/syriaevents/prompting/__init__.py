"""What the model is shown and what it may answer: cues, windows, messages, drafts."""
