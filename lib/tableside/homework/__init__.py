"""Questions, what students answered, and the marks that follow from both."""
