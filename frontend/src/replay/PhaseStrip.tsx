import { useImperativeHandle, useRef } from "react";
import type { Events } from "@/wire";
import { TICKED } from "@/kiosk/timeline";
import type { Stretch } from "./player";

export interface StripHandle {
  show: (time_s: number) => void;
}

interface Props {
  events: Events;
  stretch: Stretch;
  ref: React.Ref<StripHandle>;
}

/** The eight events along the replay's foot, filled up to the picture on screen; moved without rendering. */
export function PhaseStrip({ events, stretch, ref }: Props) {
  const fill = useRef<HTMLDivElement>(null);
  const to_s = Number.isFinite(stretch.to_s) ? stretch.to_s : stretch.from_s + 3;
  const place = (time_s: number) =>
    Math.min(1, Math.max(0, (time_s - stretch.from_s) / (to_s - stretch.from_s)));
  useImperativeHandle(ref, () => ({
    show: (time_s) => fill.current?.style.setProperty("transform", `scaleX(${place(time_s).toFixed(4)})`),
  }));
  return (
    <div aria-hidden data-theme="dark" className="absolute inset-x-0 bottom-17.5 h-3.5 bg-ground/80">
      <div ref={fill} className="h-full origin-left scale-x-0 bg-backswing" />
      {TICKED.map((name) => {
        const event = events[name];
        if (event === null) return null;
        const look = name === "impact" ? "w-2 bg-mark" : "w-0.75 bg-text";
        return (
          <span
            key={name}
            className={`absolute inset-y-0 -translate-x-1/2 ${look}`}
            style={{ left: `${100 * place(event.time_s)}%` }}
          />
        );
      })}
    </div>
  );
}
