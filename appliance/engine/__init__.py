"""Running models: language, embedding and risk, each in a child process of its own."""
