"""The counter: intake, filings to be checked, post, results, papers on their way, the end of the day."""
