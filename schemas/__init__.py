"""The contract of onrecord: what an answer looks like, field by field.

Everything here is a frozen Pydantic model; ``schemas`` imports nothing else of ours.
"""

from schemas.detention import Detention, Stage
from schemas.election import (
    Allegation,
    AllegationKind,
    Basis,
    Election,
    ElectionKind,
    ElectionStatus,
    Outcome,
    Rerun,
    RerunScope,
    Result,
)
from schemas.extraction import (
    SCHEMA_VERSION,
    Coverage,
    Extraction,
    Gap,
    ModelReport,
    ModelStatus,
    Report,
    Skipped,
    TranscriptInfo,
)
from schemas.protest import Demand, Duration, Protest, ProtestForm, Response
from schemas.registry import RECORD_TYPES, RecordType, record_type
from schemas.shared import (
    Actor,
    ActorKind,
    Evidence,
    Factuality,
    Model,
    Place,
    PlaceKind,
    Quantity,
    Record,
    Source,
    When,
)
from schemas.statement import Act, Statement, StatementKind

__all__ = [
    "RECORD_TYPES",
    "SCHEMA_VERSION",
    "Act",
    "Actor",
    "ActorKind",
    "Allegation",
    "AllegationKind",
    "Basis",
    "Coverage",
    "Demand",
    "Detention",
    "Duration",
    "Election",
    "ElectionKind",
    "ElectionStatus",
    "Evidence",
    "Extraction",
    "Factuality",
    "Gap",
    "Model",
    "ModelReport",
    "ModelStatus",
    "Outcome",
    "Place",
    "PlaceKind",
    "Protest",
    "ProtestForm",
    "Quantity",
    "Record",
    "RecordType",
    "Report",
    "Rerun",
    "RerunScope",
    "Response",
    "Result",
    "Skipped",
    "Source",
    "Stage",
    "Statement",
    "StatementKind",
    "TranscriptInfo",
    "When",
    "record_type",
]
