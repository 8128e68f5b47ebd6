"""Facts → findings; ``audit`` runs the checks, and who wants interval arithmetic alone loads nothing else."""
