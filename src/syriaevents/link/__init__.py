"""Records of many articles about the same thing → events."""
