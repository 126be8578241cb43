"""Who wants what in a telegram: positions, expectations, deadlines and actions, each with its quote."""
