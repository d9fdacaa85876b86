"""What the network asks of its animation today: read across modules, ordered by what waits most (product.md 5.6)."""

from boussole.reporting.network.reading import Network, network_of
from boussole.reporting.network.tasks import Kind, Signing, Task, Urgency, in_order, urgency_of

__all__ = ["Kind", "Network", "Signing", "Task", "Urgency", "in_order", "network_of", "urgency_of"]
