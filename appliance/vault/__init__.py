"""All that is stored at rest: key slots, the encrypted database, sealed blobs."""
