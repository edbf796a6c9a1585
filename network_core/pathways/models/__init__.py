"""Pathways: ordered steps for a life situation."""

from network_core.pathways.models.pathway import PATHWAY_SECTION, Pathway, PathwayText
from network_core.pathways.models.step import PathwayStep, PathwayStepText, StepOffer

__all__ = [
    "PATHWAY_SECTION",
    "Pathway",
    "PathwayStep",
    "PathwayStepText",
    "PathwayText",
    "StepOffer",
]
