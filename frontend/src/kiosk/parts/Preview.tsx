"use client";

import { useEffect, useRef, useState } from "react";
import { words } from "@/words";
import { Picture } from "./Picture";

export type OnPreview = (listener: (jpeg: Blob) => void) => () => void;

interface Props {
  onPreview: OnPreview;
  /** Green corners say that the golfer stands well. */
  inFrame: boolean | null;
}

/** The live picture: one JPEG at a time, those that come while one is being drawn are dropped. */
export function Preview({ onPreview, inFrame }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    let busy = false;
    return onPreview((jpeg) => {
      if (busy) return;
      busy = true;
      createImageBitmap(jpeg)
        .then((picture) => {
          if (canvas.current !== null) paint(canvas.current, picture);
          picture.close();
          setLive(true);
        })
        // A broken picture is followed by the next one.
        .catch(() => undefined)
        .finally(() => (busy = false));
    });
  }, [onPreview]);
  return (
    <Picture>
      <canvas ref={canvas} role="img" aria-label={words.ready.picture} className="h-full w-full" />
      {isLive ? (
        <p className="absolute top-6 left-6 flex items-center gap-4 rounded-[8px] bg-ground/85 px-5 py-2 text-least leading-none">
          <span className="size-6 rounded-full bg-text" />
          <span className="py-1">{words.ready.live}</span>
        </p>
      ) : (
        <p className="absolute inset-0 flex items-center justify-center text-least text-quiet">
          {words.ready.noPicture}
        </p>
      )}
      {inFrame !== null && <Corners good={inFrame} />}
    </Picture>
  );
}

/** Draws the middle of the picture so that it covers the canvas. */
function paint(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  const density = window.devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * density);
  canvas.height = Math.round(canvas.clientHeight * density);
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const context = canvas.getContext("2d");
  context?.drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
}

function Corners({ good }: { good: boolean }) {
  const look = `absolute size-17 ${good ? "border-good" : "border-watch"}`;
  return (
    <div aria-hidden className="absolute inset-x-[9%] top-[13%] bottom-[5%]">
      <span className={`${look} top-0 left-0 border-t-[calc(var(--mm)*2)] border-l-[calc(var(--mm)*2)]`} />
      <span className={`${look} top-0 right-0 border-t-[calc(var(--mm)*2)] border-r-[calc(var(--mm)*2)]`} />
      <span className={`${look} bottom-0 left-0 border-b-[calc(var(--mm)*2)] border-l-[calc(var(--mm)*2)]`} />
      <span
        className={`${look} right-0 bottom-0 border-r-[calc(var(--mm)*2)] border-b-[calc(var(--mm)*2)]`}
      />
    </div>
  );
}
