"""Steps of the database's schema, one module for each room that keeps something there."""
