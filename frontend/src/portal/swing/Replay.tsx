"use client";

import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { frameAt } from "@/replay/frames";
import { ReplayPicture, type Layers, type ReplayHandle, type Speed } from "@/replay/ReplayPicture";
import { portal } from "@/words/portal";
import { Switch } from "../parts/Switch";
import { usePoses, type SwingDetail } from "../server/swings";
import { searchFor, type SwingAddress } from "./address";
import { Dock } from "./Dock";
import { momentAt, neighbour } from "./moments";
import { useReplayKeys } from "./useReplayKeys";

/** CSS pixels of a millimetre of the kiosk's design: the skeleton is as thick as on a picture of this size. */
const MM = 1.6;
/** The address follows once the picture has stood so long: a browser refuses to be told too often. */
const SETTLED_MS = 250;
const NO_TIMES: readonly number[] = [];

export function Replay({ swing, address }: { swing: SwingDetail; address: SwingAddress }) {
  const poses = usePoses(swing.swing_id, swing.poses !== null).data ?? null;
  const times_s = poses?.time_s ?? NO_TIMES;
  const { events } = swing.swing.report;
  const player = useRef<ReplayHandle>(null);
  // What was asked for: the address changes with the picture.
  const [asked] = useState(address.frame);
  const [playing, setPlaying] = useState(() => asked === null && !wantsStillness());
  const [speed, setSpeed] = useState<Speed>(0.25);
  const [layers, setLayers] = useState<Layers>({ skeleton: true, handPath: true });
  const [time_s, setTime] = useState(0);
  const frame = times_s.length === 0 ? null : frameAt(times_s, time_s) + 1;
  const moment = useMemo(() => momentAt(events, times_s, time_s), [events, times_s, time_s]);

  const showTime = (wanted_s: number) => {
    setPlaying(false);
    player.current?.showTime(wanted_s);
  };
  const step = (count: number) => {
    setPlaying(false);
    player.current?.step(count);
  };
  const jump = (direction: 1 | -1) => {
    const at_s = neighbour(events, times_s, time_s, direction);
    if (at_s !== null) showTime(at_s);
  };
  useReplayKeys({ onPlay: () => setPlaying(!playing), onStep: step, onJump: jump });
  useStillFrame(address, playing ? null : (frame ?? undefined));

  const begin = useEffectEvent(() => {
    const asked_s = asked === null ? undefined : times_s[asked - 1];
    if (!playing) player.current?.showTime(asked_s ?? events.takeaway?.pts_s ?? 0);
  });
  const isThere = times_s.length > 0;
  useEffect(() => {
    if (isThere) begin();
  }, [isThere]);

  return (
    <>
      <div className="relative aspect-[390/376] overflow-hidden bg-[#0b0f0e] [grid-area:video] wide:aspect-auto">
        {swing.clip === null ? (
          <NoClip />
        ) : (
          <ReplayPicture
            swing={swing.swing}
            clipUrl={swing.clip}
            poses={poses}
            speed={speed}
            playing={playing}
            layers={layers}
            mm={MM}
            strip={false}
            onFrame={setTime}
            handle={player}
          />
        )}
        {swing.clip !== null && <Over frame={frame} count={times_s.length} />}
      </div>
      {swing.clip !== null && (
        <div className="[grid-area:dock]">
          <Dock
            report={swing.swing.report}
            moment={moment}
            time_s={time_s}
            playing={playing}
            speed={speed}
            canStep={isThere}
            onPlay={() => setPlaying(!playing)}
            onSpeed={setSpeed}
            onStep={step}
            onJump={jump}
            onShow={showTime}
          />
          <div className="grid grid-cols-2 gap-x-8 px-4 wide:max-w-100 wide:px-6">
            {(["skeleton", "handPath"] as const).map((name) => (
              <Switch
                key={name}
                label={portal.swing[name]}
                checked={layers[name]}
                onChange={(on) => setLayers({ ...layers, [name]: on })}
              />
            ))}
          </div>
        </div>
      )}
    </>
  );
}

/** What lies over the video is dark in both themes. */
function Over({ frame, count }: { frame: number | null; count: number }) {
  return (
    <div data-theme="dark" className="pointer-events-none absolute inset-0 text-caption text-text">
      {frame !== null && (
        <p className="number absolute top-3 right-3 rounded-control bg-ground/85 px-3 py-1.5">
          {portal.swing.frame(frame, count)}
        </p>
      )}
      <p className="absolute right-3 bottom-3 flex gap-4 rounded-control bg-ground/85 px-3 py-1.5">
        <span className="flex items-center gap-2">
          <span aria-hidden className="w-5 border-t-3 border-lead" />
          {portal.swing.lead}
        </span>
        <span className="flex items-center gap-2">
          <span aria-hidden className="w-6 border-t-3 border-dashed border-trail" />
          {portal.swing.trail}
        </span>
      </p>
    </div>
  );
}

function NoClip() {
  return (
    <div data-theme="dark" className="hatched absolute inset-0 grid place-items-center p-6 text-text">
      <div className="rounded-card bg-ground px-5 py-4">
        <p className="text-body font-semibold">{portal.swing.noClip}</p>
        <p className="mt-1 max-w-72 text-table text-quiet">{portal.swing.noClipLead}</p>
      </div>
    </div>
  );
}

function wantsStillness(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The address keeps the picture that stands still; null: it plays, undefined: none is there yet. */
function useStillFrame(address: SwingAddress, frame: number | null | undefined): void {
  const write = useEffectEvent(() => {
    if (frame !== undefined && frame !== address.frame)
      window.history.replaceState(null, "", searchFor({ ...address, frame }));
  });
  useEffect(() => {
    const timer = setTimeout(write, SETTLED_MS);
    // Who follows a link is on the way: the address is no longer this page's to change.
    const leave = ({ target }: Event) => {
      if (target instanceof Element && target.closest("a") !== null) clearTimeout(timer);
    };
    document.addEventListener("click", leave, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", leave, true);
    };
  }, [frame]);
}
