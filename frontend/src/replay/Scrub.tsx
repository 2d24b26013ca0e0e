import type { KeyboardEvent } from "react";

interface Props {
  label: string;
  /** The moment shown, as it is read out. */
  valueText: string;
  from_s: number;
  to_s: number;
  shown_s: number;
  onShow: (time_s: number) => void;
  onStep: (frames: number) => void;
  className: string;
}

/** Drag anywhere along the bar; arrow keys go frame by frame. What it looks like lies under it. */
export function Scrub({ label, valueText, from_s, to_s, shown_s, onShow, onStep, className }: Props) {
  const onKey = (event: KeyboardEvent) => {
    const frames = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (frames === undefined) return;
    event.preventDefault();
    onStep(frames);
  };
  return (
    <input
      type="range"
      aria-label={label}
      aria-valuetext={valueText}
      min={from_s}
      max={to_s}
      step={0.001}
      value={shown_s}
      onChange={(event) => onShow(event.target.valueAsNumber)}
      onKeyDown={onKey}
      className={`cursor-pointer opacity-0 ${className}`}
    />
  );
}
