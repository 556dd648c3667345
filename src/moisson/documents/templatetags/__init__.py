"""What the templates may load of documents."""
