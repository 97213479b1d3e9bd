"""Who sees named coverage: the employer's own HR leads, nobody else."""

from learning.workforce.permissions import own_organisation

__all__ = ["own_organisation"]
