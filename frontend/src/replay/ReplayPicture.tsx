"use client";

import {
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ReplayPoses, Swing, SwingReport } from "@/wire";
import { words } from "@/words";
import { cropOf } from "./crop";
import { frameAt, nearestFrame } from "./frames";
import { PhaseStrip, type StripHandle } from "./PhaseStrip";
import { Player, type Stretch } from "./player";
import { drawHandPath, drawSkeleton, type HandPathMarks, type Ink } from "./skeleton";

export type Speed = 0.125 | 0.25 | 1;

export interface Layers {
  skeleton: boolean;
  handPath: boolean;
}

export interface ReplayHandle {
  step: (count: number) => void;
  showTime: (time_s: number) => void;
}

/** What the replay needs of a swing. */
export type Replayed = Pick<Swing, "number" | "handedness"> & { report: Pick<SwingReport, "events" | "cue"> };

interface Props {
  swing: Replayed;
  clipUrl: string;
  poses: ReplayPoses | null;
  speed: Speed;
  playing: boolean;
  layers: Layers;
  /** CSS pixels of a millimetre of the design: how thick the skeleton is. */
  mm: number;
  /** Whether the phases run along the picture's foot. */
  strip?: boolean;
  onFrame?: (time_s: number) => void;
  handle?: React.Ref<ReplayHandle>;
}

/** Room before takeaway and after the finish, s. */
const LEAD_IN_S = 0.4;
const LEAD_OUT_S = 0.35;

/** The looping replay: the video's window round the golfer, and the skeleton in step with its frames. */
export function ReplayPicture({
  swing,
  clipUrl,
  poses,
  speed,
  playing,
  layers,
  mm,
  strip: hasStrip = true,
  onFrame,
  handle,
}: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const strip = useRef<StripHandle>(null);
  const player = useRef<Player>(null);
  const shown_s = useRef(0);
  const wanted_s = useRef<number | null>(null);
  const [size, setSize] = useState<[number, number] | null>(null);
  const [broken, setBroken] = useState(false);
  const times_s = useMemo(() => poses?.time_s ?? [], [poses]);
  const marks = useMemo(() => (poses === null ? null : marksOf(swing, poses)), [poses, swing]);
  const stretch = useMemo(() => stretchOf(swing), [swing]);

  const draw = useEffectEvent((time_s: number) => {
    shown_s.current = time_s;
    strip.current?.show(time_s);
    const ink = inkOf(canvas.current, video.current, poses, mm);
    if (ink === null || poses === null) return;
    const frame = frameAt(poses.time_s, time_s);
    if (layers.handPath && marks !== null) drawHandPath(ink, poses, marks, frame);
    if (layers.skeleton) drawSkeleton(ink, poses.points[frame] ?? [], swing.handedness);
  });
  const arrive = useEffectEvent((time_s: number) => {
    draw(time_s);
    onFrame?.(time_s);
  });

  /** A touch that comes before the clip and its frames are there is kept until they are. */
  const showWanted = useCallback(() => {
    if (player.current === null || wanted_s.current === null || times_s.length === 0) return;
    player.current.show(nearestFrame(times_s, wanted_s.current));
    wanted_s.current = null;
  }, [times_s]);

  useEffect(() => {
    if (video.current === null || size === null) return;
    const made = new Player(video.current, times_s, stretch, arrive);
    player.current = made;
    showWanted();
    return () => {
      // News of the same swing makes a new player: what was touched meanwhile is not forgotten.
      const waiting_s = made.release();
      wanted_s.current ??= waiting_s;
      player.current = null;
    };
  }, [size, times_s, stretch, showWanted]);

  useEffect(() => {
    if (size === null) return;
    if (playing) player.current?.play(speed);
    else player.current?.pause();
  }, [playing, speed, size, times_s, stretch]);

  const place = useCallback(() => {
    const element = video.current;
    if (element === null || size === null) return;
    const [width, height] = [
      element.parentElement?.clientWidth ?? 1,
      element.parentElement?.clientHeight ?? 1,
    ];
    const crop = cropOf(poses, ...size, width / height);
    element.style.width = `${100 / crop.width}%`;
    element.style.height = `${100 / crop.height}%`;
    element.style.left = `${(-100 * crop.x) / crop.width}%`;
    element.style.top = `${(-100 * crop.y) / crop.height}%`;
  }, [poses, size]);
  const fit = useEffectEvent(() => {
    place();
    draw(shown_s.current);
  });
  useEffect(() => fit(), [place, mm, layers]);
  useEffect(() => {
    const frame = video.current?.parentElement;
    if (!frame) return;
    const observer = new ResizeObserver(() => fit());
    observer.observe(frame);
    return () => observer.disconnect();
  }, [broken]);

  useImperativeHandle(
    handle,
    () => ({
      step: (count) => player.current?.step(count),
      showTime: (time_s) => {
        wanted_s.current = time_s;
        showWanted();
      },
    }),
    [showWanted],
  );

  if (broken)
    return (
      <p className="hatched flex h-full items-center justify-center text-least">{words.replay.broken}</p>
    );
  return (
    <div className="absolute inset-0 overflow-hidden">
      <video
        ref={video}
        src={clipUrl}
        aria-label={words.replay.video(swing.number)}
        muted
        playsInline
        preload="auto"
        className="absolute max-w-none object-fill"
        onLoadedMetadata={({ currentTarget }) =>
          setSize([currentTarget.videoWidth, currentTarget.videoHeight])
        }
        onError={() => setBroken(true)}
      />
      <canvas ref={canvas} aria-hidden className="absolute inset-0 h-full w-full" />
      {hasStrip && <PhaseStrip ref={strip} events={swing.report.events} stretch={stretch} />}
    </div>
  );
}

function inkOf(
  canvas: HTMLCanvasElement | null,
  video: HTMLVideoElement | null,
  poses: ReplayPoses | null,
  mm: number,
): Ink | null {
  const context = canvas?.getContext("2d");
  if (!canvas || !context || !video || video.videoWidth === 0) return null;
  const [width_px, height_px] = [canvas.clientWidth, canvas.clientHeight];
  const density = window.devicePixelRatio;
  if (canvas.width !== Math.round(width_px * density)) canvas.width = Math.round(width_px * density);
  if (canvas.height !== Math.round(height_px * density)) canvas.height = Math.round(height_px * density);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width_px, height_px);
  const crop = cropOf(poses, video.videoWidth, video.videoHeight, width_px / height_px);
  return { context, crop, width_px, height_px, mm_px: mm };
}

function marksOf(swing: Replayed, poses: ReplayPoses): HandPathMarks | null {
  const { takeaway, top, impact } = swing.report.events;
  if (takeaway === null || top === null || impact === null) return null;
  const proof = swing.report.cue?.event;
  const evidence = proof ? swing.report.events[proof] : null;
  const frame = (event: { time_s: number }) => nearestFrame(poses.time_s, event.time_s);
  return {
    takeaway: frame(takeaway),
    top: frame(top),
    impact: frame(impact),
    evidence: evidence === null ? null : frame(evidence),
  };
}

function stretchOf({ report: { events } }: Replayed): Stretch {
  const from = events.takeaway ?? events.address;
  const to = events.finish ?? events.mid_follow_through;
  return {
    from_s: Math.max(0, (from?.time_s ?? 0) - LEAD_IN_S),
    to_s: to === null ? Infinity : to.time_s + LEAD_OUT_S,
  };
}
