import { Player } from "./player";

const TIMES_S = [0, 0.1, 0.2, 0.3, 0.4];

/** A browser's video as far as the player uses it; what it says of its frames is the test's to send. */
class Video extends EventTarget {
  seeking = false;
  paused = true;
  duration = 0.5;
  playbackRate = 1;
  private time_s = 0;
  private callback: ((now: number, frame: { mediaTime: number }) => void) | null = null;

  get currentTime(): number {
    return this.time_s;
  }
  set currentTime(time_s: number) {
    this.time_s = time_s;
    this.seeking = true;
  }
  endSeek(): void {
    this.seeking = false;
    this.dispatchEvent(new Event("seeked"));
  }
  showFrame(mediaTime: number): void {
    this.callback?.(0, { mediaTime });
  }
  requestVideoFrameCallback(callback: NonNullable<Video["callback"]>): number {
    this.callback = callback;
    return 1;
  }
  cancelVideoFrameCallback(): void {
    this.callback = null;
  }
  play(): Promise<void> {
    this.paused = false;
    return Promise.resolve();
  }
  pause(): void {
    this.paused = true;
  }
}

function playing(): { video: Video; player: Player; shown: number[] } {
  const video = new Video();
  const shown: number[] = [];
  const stretch = { from_s: 0.1, to_s: 0.4 };
  const player = new Player(video as unknown as HTMLVideoElement, TIMES_S, stretch, (time_s) =>
    shown.push(time_s),
  );
  player.play(1);
  video.endSeek();
  video.showFrame(0.1);
  return { video, player, shown };
}

test("a frame that was asked for is told when its seek ends, whatever the browser says of frames", () => {
  const { video, player, shown } = playing();
  player.show(3);
  video.showFrame(0.1);
  expect(shown).toEqual([0.1]);
  video.endSeek();
  expect(shown).toEqual([0.1, 0.3]);
});

test("of wishes during a seek the newest is shown, and only that", () => {
  const { video, player, shown } = playing();
  player.show(2);
  player.show(3);
  player.show(4);
  video.endSeek();
  video.endSeek();
  expect(shown).toEqual([0.1, 0.4]);
});

test("playing on tells frames as they come, and begins again at the stretch's end", () => {
  const { video, player, shown } = playing();
  player.show(2);
  video.endSeek();
  player.play(1);
  video.showFrame(0.3);
  video.showFrame(0.4);
  expect(shown).toEqual([0.1, 0.2, 0.3, 0.4]);
  expect(video.currentTime).toBe(0.1);
});
