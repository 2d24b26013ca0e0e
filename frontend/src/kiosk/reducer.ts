/** What the page knows, and the one function that changes it. Pure: no clock, no socket, no document. */
import type { BayStatus, Golfer, Lights, NotMeasured, ServerMessage, Stage, Swing } from "@/wire";

export const SWINGS_KEPT = 10;

export interface Kiosk {
  /** False until the bay's first `state`, and again while the connection is lost. */
  connected: boolean;
  /** Page time at which the connection was lost (or the page was opened), ms. */
  lostAtMs: number | null;
  stage: Stage;
  sessionId: string | null;
  golfer: Golfer;
  lights: Lights;
  status: BayStatus | null;
  /** This session's, newest first. */
  swings: Swing[];
  notMeasured: NotMeasured | null;
  /** Page time at which that was said, ms. */
  notMeasuredAtMs: number;
  /** A past swing that was touched; null shows the newest. */
  selectedId: string | null;
  replaying: boolean;
}

export type Action =
  | { type: "message"; message: ServerMessage; atMs: number }
  | { type: "lost"; atMs: number }
  | { type: "select"; swingId: string }
  | { type: "replay" }
  | { type: "back" };

export const NOBODY: Lights = { person_seen: false, in_frame: null, still: null };
export const ANYONE: Golfer = { handedness: "auto", club: "unknown" };

export function initial(atMs: number): Kiosk {
  return {
    connected: false,
    lostAtMs: atMs,
    stage: "attract",
    sessionId: null,
    golfer: ANYONE,
    lights: NOBODY,
    status: null,
    swings: [],
    notMeasured: null,
    notMeasuredAtMs: atMs,
    selectedId: null,
    replaying: false,
  };
}

export function reduce(kiosk: Kiosk, action: Action): Kiosk {
  switch (action.type) {
    case "message":
      return receive(kiosk, action.message, action.atMs);
    case "lost":
      return kiosk.lostAtMs === null ? { ...kiosk, connected: false, lostAtMs: action.atMs } : kiosk;
    case "select":
      return kiosk.swings.some((swing) => swing.swing_id === action.swingId)
        ? { ...kiosk, selectedId: action.swingId, replaying: false }
        : kiosk;
    case "replay":
      return shownSwing(kiosk) === null ? kiosk : { ...kiosk, replaying: true };
    case "back":
      return kiosk.replaying ? { ...kiosk, replaying: false } : { ...kiosk, selectedId: null };
  }
}

/** The swing that Result and Replay show: the touched one, otherwise the newest. */
export function shownSwing(kiosk: Kiosk): Swing | null {
  const touched = kiosk.swings.find((swing) => swing.swing_id === kiosk.selectedId);
  return touched ?? kiosk.swings[0] ?? null;
}

function receive(kiosk: Kiosk, message: ServerMessage, atMs: number): Kiosk {
  if (message.type === "state") return resume(kiosk, message, atMs);
  // Whatever is older than the full state that opens a connection belongs to a connection that is gone.
  if (!kiosk.connected) return kiosk;
  switch (message.type) {
    case "stage":
      return onStage(inSession(kiosk, message.session_id), message.stage);
    case "session":
      return inSession(kiosk, message.session_id);
    case "result":
      return onResult(kiosk, message.swing);
    case "not_measured":
      return {
        ...kiosk,
        notMeasured: message.not_measured,
        notMeasuredAtMs: atMs,
        selectedId: null,
        replaying: false,
      };
    case "lights":
      return { ...kiosk, lights: message.lights };
    case "golfer":
      return { ...kiosk, golfer: message.golfer };
    case "status":
      return { ...kiosk, status: message.status };
  }
}

function resume(kiosk: Kiosk, state: Extract<ServerMessage, { type: "state" }>, atMs: number): Kiosk {
  const same = inSession(kiosk, state.session_id);
  const listed = state.swings.filter((swing) => swing.session_id === state.session_id);
  const swings = state.result === null ? listed : withSwing(listed, state.result);
  // What came meanwhile takes the screen, as it would have done then.
  const isNews = state.stage === "analysing" || (swings[0]?.number ?? 0) > (same.swings[0]?.number ?? 0);
  const isKept = !isNews && swings.some((swing) => swing.swing_id === same.selectedId);
  return {
    connected: true,
    lostAtMs: null,
    stage: state.stage,
    sessionId: state.session_id,
    golfer: state.golfer,
    lights: state.lights,
    status: state.status,
    swings,
    notMeasured: state.not_measured,
    notMeasuredAtMs: state.not_measured?.at_ms === kiosk.notMeasured?.at_ms ? kiosk.notMeasuredAtMs : atMs,
    selectedId: isKept ? same.selectedId : null,
    replaying: !isNews && same.replaying && swings.length > 0,
  };
}

/** The next golfer never sees the last one's swings: a change of session forgets them all. */
function inSession(kiosk: Kiosk, sessionId: string | null): Kiosk {
  if (kiosk.sessionId === sessionId) return kiosk;
  return {
    ...kiosk,
    sessionId,
    golfer: ANYONE,
    swings: [],
    notMeasured: null,
    selectedId: null,
    replaying: false,
  };
}

function onStage(kiosk: Kiosk, stage: Stage): Kiosk {
  if (stage === "analysing") {
    return { ...kiosk, stage, notMeasured: null, selectedId: null, replaying: false };
  }
  return { ...kiosk, stage };
}

function onResult(kiosk: Kiosk, swing: Swing): Kiosk {
  if (swing.session_id !== kiosk.sessionId) return kiosk;
  const isNewest = swing.number > (kiosk.swings[0]?.number ?? 0);
  const swings = withSwing(kiosk.swings, swing);
  if (!isNewest) return { ...kiosk, swings };
  return { ...kiosk, swings, stage: "result", notMeasured: null, selectedId: null, replaying: false };
}

/** Newest first, each swing once. What was saved stays saved, should an older word of it arrive late. */
function withSwing(swings: Swing[], swing: Swing): Swing[] {
  const known = swings.find((other) => other.swing_id === swing.swing_id);
  const merged: Swing = {
    ...swing,
    saved: swing.saved || (known?.saved ?? false),
    clip_url: swing.clip_url ?? known?.clip_url ?? null,
    poses_url: swing.poses_url ?? known?.poses_url ?? null,
  };
  return [merged, ...swings.filter((other) => other.swing_id !== swing.swing_id)]
    .sort((a, b) => b.number - a.number)
    .slice(0, SWINGS_KEPT);
}
