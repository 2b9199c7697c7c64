"""The arithmetic of reports: periods, and metrics of what was summed up."""
