"""What a figure of the process stands at."""

from prometheus_client.metrics import MetricWrapperBase


def counted(metric: MetricWrapperBase, **labels: str) -> float:
    """How often something was counted or observed with these labels so far."""
    return sum(
        sample.value
        for family in metric.collect()
        for sample in family.samples
        if sample.name.endswith(("_count", "_total")) and labels.items() <= sample.labels.items()
    )
