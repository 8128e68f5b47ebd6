"""How the files in the folder of a report are called."""

REPORT = "report.json"
TEXT = "text.txt"
REVIEW = "review.html"
ERROR = "error.json"
