/** The words of golf that the kiosk and the portal share. */
import type { Phase } from "@/replay/phase";
import type { Club, EventName } from "@/wire";

export const clubs: Record<Club, string> = {
  unknown: "Any club",
  driver: "Driver",
  wood: "Wood",
  hybrid: "Hybrid",
  iron: "Iron",
  wedge: "Wedge",
  putter: "Putter",
};

export const events: Record<EventName, string> = {
  address: "Address",
  takeaway: "Takeaway",
  toe_up: "Toe up",
  mid_backswing: "Mid back",
  top: "Top",
  mid_downswing: "Mid down",
  impact: "Impact",
  mid_follow_through: "Mid through",
  finish: "Finish",
};

export const phases: Record<Phase, string> = {
  set_up: "Set up",
  backswing: "Backswing",
  downswing: "Downswing",
  follow_through: "Follow through",
};
