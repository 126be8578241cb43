"""What people take away from cables, and what they bring back: the coding desk."""
