"""Files and streams → articles, and an article's text → numbered sentences with their quotations."""
