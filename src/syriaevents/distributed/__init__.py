"""Articles over a Ray cluster: :func:`extract_dataset` for Ray Data, and the workers of ``syriaevents run --ray``.

Ray is imported when the cluster is first used; it comes with the extra ``ray``.
"""

from syriaevents.distributed.dataset import extract_dataset

__all__ = ["extract_dataset"]
