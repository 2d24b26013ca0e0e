/** Plays one stretch of a clip over and over, steps by frames, and says which picture is on screen. */
import { frameAt, middleOf } from "./frames";

export interface Stretch {
  from_s: number;
  to_s: number;
}

/** A stretch that ends this near to the clip's end loops there, s. */
const LOOP_MARGIN_S = 0.03;

export class Player {
  private callback = 0;
  private wanted_s: number | null = null;
  /** The frame that the clip was stopped at, its own time, s; null while it plays. */
  private held_s: number | null = null;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly times_s: readonly number[],
    private readonly stretch: Stretch,
    private readonly onFrame: (time_s: number) => void,
  ) {
    this.watch();
    video.addEventListener("seeked", this.arrive);
    video.addEventListener("ended", this.restart);
  }

  play(rate: number): void {
    this.held_s = null;
    this.video.playbackRate = rate;
    if (this.video.currentTime < this.stretch.from_s || this.video.currentTime >= this.end_s) this.restart();
    // Refused only while the page is hidden or being left; the next change plays again.
    else void this.video.play().catch(() => undefined);
  }

  pause(): void {
    this.video.pause();
  }

  /** Shows exactly the frame that is `count` frames away from the one on screen. */
  step(count: number): void {
    const frame = frameAt(this.times_s, this.video.currentTime) + count;
    this.show(Math.min(Math.max(frame, 0), this.times_s.length - 1));
  }

  show(frame: number): void {
    this.pause();
    this.held_s = this.times_s[frame] ?? null;
    this.seek(middleOf(this.times_s, frame));
  }

  /** Lets go of the video; returns the wish that was still waiting for another seek to end, s. */
  release(): number | null {
    this.video.cancelVideoFrameCallback(this.callback);
    this.video.removeEventListener("seeked", this.arrive);
    this.video.removeEventListener("ended", this.restart);
    return this.wanted_s;
  }

  private get end_s(): number {
    return Math.min(this.stretch.to_s, this.video.duration - LOOP_MARGIN_S);
  }

  private watch(): void {
    this.callback = this.video.requestVideoFrameCallback((_now, { mediaTime }) => {
      // News of a frame may come late or, on a busy machine, not at all: a held one is told by its seek's end.
      if (this.held_s === null) this.onFrame(mediaTime);
      if (!this.video.paused && mediaTime >= this.end_s) this.restart();
      this.watch();
    });
  }

  private readonly restart = (): void => {
    this.seek(Math.max(0, this.stretch.from_s));
    void this.video.play().catch(() => undefined);
  };

  /** While one seek is under way only the newest wish is kept. */
  private seek(time_s: number): void {
    if (this.video.seeking) this.wanted_s = time_s;
    else this.video.currentTime = time_s;
  }

  private readonly arrive = (): void => {
    const time_s = this.wanted_s;
    this.wanted_s = null;
    if (time_s !== null) this.video.currentTime = time_s;
    else if (this.held_s !== null) this.onFrame(this.held_s);
  };
}
