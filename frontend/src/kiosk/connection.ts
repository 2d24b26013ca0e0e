/** The page's WebSocket: connects, reconnects, and notices a bay that has stopped talking. */
import { readMessage, type ClientMessage, type ServerMessage } from "@/wire";

export interface Listener {
  onMessage: (message: ServerMessage) => void;
  onPreview: (jpeg: Blob) => void;
  onLost: () => void;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 2_000;
const CONNECT_TIMEOUT_MS = 2_000;
/** The bay reports its status every second; this much silence asks it directly whether it is there. */
export const SILENCE_MS = 1_500;
const HEALTH_TIMEOUT_MS = 1_500;

export class Connection {
  private socket: WebSocket | null = null;
  private retryMs = FIRST_RETRY_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly listener: Listener,
  ) {
    this.open();
  }

  send(message: ClientMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.drop();
  }

  private open(): void {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.wake(CONNECT_TIMEOUT_MS, () => this.lose());
    socket.binaryType = "blob";
    socket.onclose = () => this.lose();
    socket.onmessage = (event: MessageEvent<string | Blob>) => this.receive(event.data);
  }

  private receive(data: string | Blob): void {
    this.wake(SILENCE_MS, () => void this.probe());
    if (typeof data !== "string") return this.listener.onPreview(data);
    const message = readMessage(data);
    if (message === null) return;
    this.retryMs = FIRST_RETRY_MS;
    this.listener.onMessage(message);
  }

  /** Silence alone is not a fault; silence of a bay that does not answer is. */
  private async probe(): Promise<void> {
    const socket = this.socket;
    const answered = await fetch("/healthz", { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) }).then(
      (response) => response.ok,
      () => false,
    );
    if (this.closed || socket !== this.socket) return;
    if (answered) this.wake(SILENCE_MS, () => void this.probe());
    else this.lose();
  }

  private lose(): void {
    if (this.closed) return;
    this.drop();
    this.listener.onLost();
    this.wake(this.retryMs, () => this.open());
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }

  private drop(): void {
    if (this.socket === null) return;
    this.socket.onclose = null;
    this.socket.onmessage = null;
    this.socket.close();
    this.socket = null;
  }

  /** One timer at a time: it waits for the connection, for the next message, or for the next attempt. */
  private wake(afterMs: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, afterMs);
  }
}
