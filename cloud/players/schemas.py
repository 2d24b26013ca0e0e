"""Claims, deletions and receipts as they are answered."""

from pydantic import BaseModel, Field

from swingvision.delivery import Uuid


class Claim(BaseModel):
    player_id: Uuid | None = Field(description="whose swing it is; null: nobody's")


class BayReceipt(BaseModel):
    device_id: str
    told: int = Field(description="instructions to delete that were made for this bay")
    done: int = Field(description="of them, those that it has carried out")


class ReceiptView(BaseModel):
    """What was deleted. finished_at_ms: when nothing of it was left here; the bays follow when they next
    report.
    """

    receipt_id: str
    player_id: str
    swings: list[str]
    asked_at_ms: int
    finished_at_ms: int | None
    bays: list[BayReceipt]
