"""What the pages of themes and questionnaires show, gathered from the domain."""
