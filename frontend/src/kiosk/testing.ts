/** Wire messages for the tests, whole and typed; what a test is about is given to the builder. */
import type { BayStatus, Events, EventName, Metric, ServerMessage, Swing } from "@/wire";

export const SESSION = "01936f3e-7a80-7000-8000-000000000001";
const TIMES_S: Record<EventName, number> = {
  address: 0.6,
  takeaway: 0.7,
  toe_up: 1.05,
  mid_backswing: 1.2,
  top: 1.5,
  mid_downswing: 1.65,
  impact: 1.77,
  mid_follow_through: 1.85,
  finish: 2.5,
};

export function events(changes: Partial<Events> = {}): Events {
  const all = Object.entries(TIMES_S).map(([name, time_s]) => [
    name,
    { frame: Math.round(time_s * 60), pts_s: Math.round(time_s * 60) / 60, time_s, uncertainty_s: 0.006 },
  ]);
  return { ...(Object.fromEntries(all) as Events), ...changes };
}

export function metric(value: number | null, half = 0.1, withheld: string | null = null): Metric {
  const [low, high] = value === null ? [null, null] : [value - half, value + half];
  return { value, low, high, unit: "ratio", grade: "A", withheld, apparent: false };
}

export function swing(number: number, changes: Partial<Swing> = {}): Swing {
  return {
    swing_id: `swing-${number}`,
    session_id: SESSION,
    number,
    captured_at_ms: 1_790_000_000_000 + number,
    handedness: "right",
    club: "iron",
    clip_coming: false,
    follow_up: null,
    clip_url: `/api/swings/swing-${number}/clip`,
    poses_url: `/api/swings/swing-${number}/poses`,
    clip_start_frame: 0,
    saved: true,
    report: {
      view: "down_the_line",
      view_confidence: 0.9,
      handedness: "right",
      handedness_confidence: 0.9,
      events: events(),
      metrics: {
        tempo_ratio: metric(2.96, 0.15),
        backswing_s: metric(0.8, 0.02),
        downswing_s: metric(0.27, 0.01),
        over_the_top: metric(0.12, 0.05),
      },
      cue: null,
      ball: "seen",
      quality: {
        frames_in_swing: 108,
        pose_share: 1,
        hands_confidence: 0.8,
        frame_interval_ms: 16.7,
        notes: [],
        implausible: 0,
      },
      definition_version: "1",
    },
    ...changes,
  };
}

export function status(camera: BayStatus["camera"]["state"] = "streaming"): BayStatus {
  return {
    bay_name: "Bay 7",
    version: "0.1.0",
    uptime_s: 60,
    camera: { state: camera, url: "virtual:", width: 1280, height: 720, fps: 60, detail: null, restarts: 0 },
    frames: { captured: 10, processed: 8, skipped: { busy: 2 } },
    estimator: null,
    storage: { state: "ok", detail: null, free_bytes: null, swings_saved: 3, swings_not_saved: 0 },
    stages: [],
    claiming: { offered: true, detail: null },
  };
}

type StateMessage = Extract<ServerMessage, { type: "state" }>;

export function state(changes: Partial<StateMessage> = {}): StateMessage {
  return {
    type: "state",
    stage: "ready",
    session_id: SESSION,
    golfer: { handedness: "auto", club: "unknown" },
    lights: { person_seen: true, in_frame: true, still: true },
    status: status(),
    early_tempo: null,
    result: null,
    swings: [],
    not_measured: null,
    ...changes,
  };
}
