"""The pages of shop owners, as Saleor serves them: built files and nothing else."""
