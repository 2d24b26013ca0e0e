/** Which screen stands, from what the page knows. Pure. */
import { shownSwing, type Kiosk } from "./reducer";

export type Screen =
  | "starting"
  | "restarting"
  | "lost"
  | "camera"
  | "attract"
  | "ready"
  | "nobody"
  | "out_of_frame"
  | "analysing"
  | "not_measured"
  | "result"
  | "replay";

/** A short break only wears a badge; the last result stays on screen. */
export const BADGE_ONLY_MS = 4_000;
export const RESTART_ENDS_MS = 45_000;
/** How long "not measured" stands before the last result comes back. */
export const NOT_MEASURED_MS = 8_000;

const CAMERA_FAULTS: ReadonlySet<string> = new Set(["missing", "frozen", "garbage"]);

export function screenOf(kiosk: Kiosk, nowMs: number): Screen {
  if (!kiosk.connected) {
    const away_ms = nowMs - (kiosk.lostAtMs ?? nowMs);
    if (away_ms >= RESTART_ENDS_MS) return "lost";
    if (kiosk.status === null) return "starting";
    if (away_ms >= BADGE_ONLY_MS) return "restarting";
  }
  if (kiosk.status !== null && CAMERA_FAULTS.has(kiosk.status.camera.state)) return "camera";
  const swing = shownSwing(kiosk);
  if (kiosk.replaying && swing !== null) return "replay";
  if (kiosk.selectedId !== null && swing !== null) return "result";
  return stageScreen(kiosk, nowMs);
}

function stageScreen(kiosk: Kiosk, nowMs: number): Screen {
  if (kiosk.stage === "attract" || kiosk.stage === "analysing") return kiosk.stage;
  if (isSaidNow(kiosk, nowMs)) return "not_measured";
  if (kiosk.stage === "result" && kiosk.swings.length > 0) return "result";
  if (!kiosk.lights.person_seen) return "nobody";
  return kiosk.lights.in_frame === false ? "out_of_frame" : "ready";
}

/** "Not measured" gives way to the last result, where there is one. */
function isSaidNow(kiosk: Kiosk, nowMs: number): boolean {
  if (kiosk.notMeasured === null) return false;
  return kiosk.swings.length === 0 || nowMs - kiosk.notMeasuredAtMs < NOT_MEASURED_MS;
}

/** The screens that show the live picture. */
export function wantsPreview(screen: Screen): boolean {
  return ["ready", "nobody", "out_of_frame", "not_measured"].includes(screen);
}
