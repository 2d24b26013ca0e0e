import type { components } from "./types";

type Schemas = components["schemas"];

export type Swing = Schemas["Swing"];
export type SwingReport = Schemas["SwingReport"];
export type Metric = Schemas["Metric"];
export type Cue = Schemas["Cue"];
export type FollowUp = Schemas["FollowUp"];
export type Event = Schemas["Event"];
export type Events = Schemas["Events"];
export type EventName = keyof Events;
export type Golfer = Schemas["Golfer"];
export type Club = Golfer["club"];
export type Handedness = Swing["handedness"];
export type Lights = Schemas["Lights"];
export type BayStatus = Schemas["BayStatus"];
export type ClaimOffer = Schemas["ClaimOffer"];
export type NotMeasured = Schemas["NotMeasured"];
export type ReplayPoses = Schemas["ReplayPoses"];
export type Stage = Schemas["StageMessage"]["stage"];

export type ServerMessage =
  | Schemas["StateMessage"]
  | Schemas["StageMessage"]
  | Schemas["LightsMessage"]
  | Schemas["GolferMessage"]
  | Schemas["EarlyTempoMessage"]
  | Schemas["ResultMessage"]
  | Schemas["NotMeasuredMessage"]
  | Schemas["SessionMessage"]
  | Schemas["StatusMessage"];

export type ClientMessage = Schemas["SetGolfer"] | Schemas["NewGolfer"] | Schemas["PreviewWanted"];

const KNOWN: ReadonlySet<string> = new Set<ServerMessage["type"]>([
  "state",
  "stage",
  "lights",
  "golfer",
  "early_tempo",
  "result",
  "not_measured",
  "session",
  "status",
]);

/** The message in a text frame; null for what this page does not know, such as a newer bay's message. */
export function readMessage(text: string): ServerMessage | null {
  try {
    const value: unknown = JSON.parse(text);
    const type = typeof value === "object" && value !== null && "type" in value ? value.type : null;
    return typeof type === "string" && KNOWN.has(type) ? (value as ServerMessage) : null;
  } catch {
    return null;
  }
}
