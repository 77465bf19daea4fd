"""The models of the contract: what requests take, and what answers and events bring."""

from ._generated.models import *  # noqa: F403
