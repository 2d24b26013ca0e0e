"use client";

import { Rewind } from "lucide-react";
import { useState } from "react";
import type { ReplayHandle, Layers, Speed } from "@/replay/ReplayPicture";
import { ReplayPicture } from "@/replay/ReplayPicture";
import { useReplayPoses } from "@/replay/useReplayPoses";
import { phaseAt, type Phase } from "@/replay/phase";
import type { ReplayPoses, Swing } from "@/wire";
import { words } from "@/words";
import { useLayout } from "../useLayout";
import { Caption, Picture } from "./Picture";
import { Withheld } from "./Withheld";

const EVERYTHING: Layers = { skeleton: true, handPath: true };

/** The looping replay of a swing; a touch opens its slow motion. */
export function SwingPicture({ swing, onOpen }: { swing: Swing; onOpen: () => void }) {
  const poses = useReplayPoses(swing.poses_url);
  const { orientation, compact } = useLayout();
  const [phase, setPhase] = useState<Phase | null>(null);
  return (
    <ReplayFrame
      swing={swing}
      poses={poses}
      speed={0.25}
      playing
      layers={EVERYTHING}
      onFrame={(time_s) => setPhase(phaseAt(swing.report.events, time_s))}
      note={phase === null ? words.replay.speed[0.25] : words.phases[phase]}
    >
      {swing.clip_url !== null && (
        <button
          type="button"
          aria-label={words.replay.openVideo}
          onClick={onOpen}
          className="absolute inset-0 rounded-card"
        >
          {compact && orientation === "landscape" && (
            <span className="absolute top-6 right-6 flex items-center gap-4 rounded-[8px] bg-ground/85 px-5 py-3 text-least leading-none">
              <Rewind aria-hidden className="size-10" />
              {words.replay.open}
            </span>
          )}
        </button>
      )}
    </ReplayFrame>
  );
}

interface FrameProps {
  swing: Swing;
  poses: ReplayPoses | null;
  speed: Speed;
  playing: boolean;
  layers: Layers;
  onFrame: (time_s: number) => void;
  note: string;
  handle?: React.Ref<ReplayHandle>;
  children?: React.ReactNode;
}

/** The replay in its frame with the legend at its foot, or why there is none. */
export function ReplayFrame({ swing, note, children, handle, ...replay }: FrameProps) {
  const { mm } = useLayout();
  return (
    <Picture>
      {swing.clip_url === null ? (
        <NoReplay coming={swing.clip_coming} />
      ) : (
        <>
          <ReplayPicture
            key={swing.clip_url}
            swing={swing}
            clipUrl={swing.clip_url}
            mm={mm}
            {...replay}
            {...(handle ? { handle } : {})}
          />
          <Caption>
            <Legend />
            <span className="text-quiet">{note}</span>
          </Caption>
        </>
      )}
      {children}
    </Picture>
  );
}

function NoReplay({ coming }: { coming: boolean }) {
  if (coming) {
    return (
      <p className="flex h-full items-center justify-center text-least text-quiet">{words.replay.saving}</p>
    );
  }
  return <Withheld tall title={words.replay.notSaved} reason={words.replay.notSavedReason} />;
}

function Legend() {
  return (
    <span className="flex items-center gap-10">
      <span className="flex items-center gap-3">
        <span aria-hidden className="w-14 border-t-[calc(var(--mm)*1.6)] border-lead" />
        {words.replay.lead}
      </span>
      <span className="flex items-center gap-3">
        <span aria-hidden className="w-18 border-t-[calc(var(--mm)*1.6)] border-dashed border-trail" />
        {words.replay.trail}
      </span>
    </span>
  );
}
