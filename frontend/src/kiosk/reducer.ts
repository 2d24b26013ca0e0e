/** What the page knows, and the one function that changes it. Pure: no clock, no socket, no document. */
import type { BayStatus, Golfer, Lights, Metric, NotMeasured, ServerMessage, Stage, Swing } from "@/wire";

export const SWINGS_KEPT = 10;
/** Who has just touched a past swing or a replay is looking at it: what is new waits so long. */
export const HELD_MS = 20_000;

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
  /** The tempo of a swing that is not measured yet. */
  earlyTempo: Metric | null;
  /** What was first said of the tempo of the newest swing that had that. */
  firstTempo: { swingId: string; tempo: Metric } | null;
  /** This session's, newest first. */
  swings: Swing[];
  notMeasured: NotMeasured | null;
  /** Page time at which that was said, ms. */
  notMeasuredAtMs: number;
  /** A past swing that was touched; null shows the newest. */
  selectedId: string | null;
  replaying: boolean;
  /** Page time of the last touch, ms. */
  touchedAtMs: number;
  /** Something new waits until the touch has been a while ago. */
  newsWaits: boolean;
}

export type Action =
  | { type: "message"; message: ServerMessage; atMs: number }
  | { type: "lost"; atMs: number }
  | { type: "select"; swingId: string; atMs: number }
  | { type: "replay"; atMs: number }
  | { type: "touch"; atMs: number }
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
    earlyTempo: null,
    firstTempo: null,
    swings: [],
    notMeasured: null,
    notMeasuredAtMs: atMs,
    selectedId: null,
    replaying: false,
    touchedAtMs: atMs,
    newsWaits: false,
  };
}

export function reduce(kiosk: Kiosk, action: Action): Kiosk {
  switch (action.type) {
    case "message":
      return released(receive(kiosk, action.message, action.atMs), action.atMs);
    case "lost":
      return kiosk.lostAtMs === null ? { ...kiosk, connected: false, lostAtMs: action.atMs } : kiosk;
    case "select":
      return kiosk.swings.some((swing) => swing.swing_id === action.swingId)
        ? { ...kiosk, selectedId: action.swingId, replaying: false, touchedAtMs: action.atMs }
        : kiosk;
    case "replay":
      return openReplay(kiosk, action.atMs);
    case "touch":
      return { ...kiosk, touchedAtMs: action.atMs };
    case "back":
      return goBack(kiosk);
  }
}

/** The swing that Result and Replay show: the touched one, otherwise the newest. */
export function shownSwing(kiosk: Kiosk): Swing | null {
  const touched = kiosk.swings.find((swing) => swing.swing_id === kiosk.selectedId);
  return touched ?? kiosk.swings[0] ?? null;
}

function openReplay(kiosk: Kiosk, atMs: number): Kiosk {
  const swing = shownSwing(kiosk);
  if (swing === null) return kiosk;
  return { ...kiosk, selectedId: swing.swing_id, replaying: true, touchedAtMs: atMs };
}

/** From a replay to its swing, from a past swing to the newest. */
function goBack(kiosk: Kiosk): Kiosk {
  const isPast = kiosk.selectedId !== kiosk.swings[0]?.swing_id;
  return kiosk.replaying && isPast ? { ...kiosk, replaying: false } : withNewest(kiosk);
}

function withNewest(kiosk: Kiosk): Kiosk {
  return { ...kiosk, selectedId: null, replaying: false, newsWaits: false };
}

/** Something new: it takes the screen, unless someone is just looking at something else. */
function withNews(kiosk: Kiosk, atMs: number): Kiosk {
  const isLooking = kiosk.selectedId !== null && atMs - kiosk.touchedAtMs < HELD_MS;
  return isLooking ? { ...kiosk, newsWaits: true } : withNewest(kiosk);
}

function released(kiosk: Kiosk, atMs: number): Kiosk {
  return kiosk.newsWaits && atMs - kiosk.touchedAtMs >= HELD_MS ? withNewest(kiosk) : kiosk;
}

function receive(kiosk: Kiosk, message: ServerMessage, atMs: number): Kiosk {
  if (message.type === "state") return resume(kiosk, message, atMs);
  // Whatever is older than the full state that opens a connection belongs to a connection that is gone.
  if (!kiosk.connected) return kiosk;
  switch (message.type) {
    case "stage":
      return onStage(inSession(kiosk, message.session_id), message.stage, atMs);
    case "session":
      return inSession(kiosk, message.session_id);
    case "early_tempo":
      return { ...kiosk, earlyTempo: message.early_tempo?.tempo_ratio ?? null };
    case "result":
      return onResult(kiosk, message.swing, atMs);
    case "not_measured":
      return { ...withNews(kiosk, atMs), notMeasured: message.not_measured, notMeasuredAtMs: atMs };
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
  const isListed = swings.some((swing) => swing.swing_id === same.selectedId);
  const looking = isNews ? withNews(same, atMs) : same;
  return {
    ...(isListed ? looking : withNewest(same)),
    connected: true,
    lostAtMs: null,
    stage: state.stage,
    sessionId: state.session_id,
    golfer: state.golfer,
    lights: state.lights,
    status: state.status,
    earlyTempo: state.early_tempo?.tempo_ratio ?? null,
    swings,
    notMeasured: state.not_measured,
    notMeasuredAtMs: state.not_measured?.at_ms === kiosk.notMeasured?.at_ms ? kiosk.notMeasuredAtMs : atMs,
  };
}

/** The next golfer never sees the last one's swings: a change of session forgets them all. */
function inSession(kiosk: Kiosk, sessionId: string | null): Kiosk {
  if (kiosk.sessionId === sessionId) return kiosk;
  return {
    ...kiosk,
    sessionId,
    golfer: ANYONE,
    earlyTempo: null,
    firstTempo: null,
    swings: [],
    notMeasured: null,
    selectedId: null,
    replaying: false,
    newsWaits: false,
  };
}

function onStage(kiosk: Kiosk, stage: Stage, atMs: number): Kiosk {
  if (stage === "analysing") return { ...withNews(kiosk, atMs), stage, notMeasured: null };
  return { ...kiosk, stage };
}

function onResult(kiosk: Kiosk, swing: Swing, atMs: number): Kiosk {
  if (swing.session_id !== kiosk.sessionId) return kiosk;
  const isNewest = swing.number > (kiosk.swings[0]?.number ?? 0);
  const swings = withSwing(kiosk.swings, swing);
  if (!isNewest) return { ...kiosk, swings };
  const { earlyTempo } = kiosk;
  const firstTempo = earlyTempo === null ? kiosk.firstTempo : { swingId: swing.swing_id, tempo: earlyTempo };
  return { ...withNews(kiosk, atMs), swings, firstTempo, stage: "result", notMeasured: null };
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
