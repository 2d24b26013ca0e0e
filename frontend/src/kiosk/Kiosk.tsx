"use client";

import dynamic from "next/dynamic";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { ClientMessage, Golfer } from "@/wire";
import { words } from "@/words";
import { Connection } from "./connection";
import { GolferChoice } from "./parts/GolferChoice";
import type { OnPreview } from "./parts/Preview";
import { Sheet } from "./parts/Sheet";
import { SwingList } from "./parts/SwingList";
import { initial, reduce, shownSwing } from "./reducer";
import { screenOf, wantsPreview, type Screen } from "./screen";
import { AnalysingScreen } from "./screens/AnalysingScreen";
import { AttractScreen } from "./screens/AttractScreen";
import { FaultScreen } from "./screens/FaultScreen";
import type { ScreenProps, Sheet as SheetName } from "./screens/props";
import { ReadyScreen } from "./screens/ReadyScreen";
import { ReplayScreen } from "./screens/ReplayScreen";
import { ResultScreen } from "./screens/ResultScreen";
import { LayoutContext, useWindowLayout } from "./useLayout";

const CLOCK_MS = 500;

/** Fetched when it is first opened: what draws a QR is not needed for a swing. */
const ClaimCode = dynamic(() => import("./parts/ClaimCode").then((part) => part.ClaimCode), { ssr: false });

/** The kiosk: one page, one reducer, no navigation. */
export function Kiosk() {
  const layout = useWindowLayout();
  const [kiosk, dispatch] = useReducer(reduce, 0, initial);
  const [nowMs, setNow] = useState(0);
  const [sheet, setSheet] = useState<{ name: SheetName; sessionId: string | null } | null>(null);
  const { send, onPreview } = useBay(dispatch);
  const screen = screenOf(kiosk, nowMs);

  const clockRuns = !kiosk.connected || kiosk.notMeasured !== null;
  useEffect(() => {
    if (!clockRuns) return;
    const clock = setInterval(() => setNow(performance.now()), CLOCK_MS);
    return () => clearInterval(clock);
  }, [clockRuns]);

  const previewWanted = kiosk.connected && wantsPreview(screen);
  useEffect(() => send({ type: "preview", wanted: previewWanted }), [send, previewWanted]);

  const props: ScreenProps = {
    kiosk,
    dispatch,
    onGolfer: (golfer: Golfer) => send({ type: "set_golfer", golfer }),
    onNewGolfer: () => send({ type: "new_golfer" }),
    onOpen: (name: SheetName) => setSheet({ name, sessionId: kiosk.sessionId }),
    onPreview,
  };
  return (
    <LayoutContext value={layout}>
      <div
        className="screen"
        data-screen={screen}
        onPointerDownCapture={() => dispatch({ type: "touch", atMs: performance.now() })}
      >
        <ScreenBody screen={screen} {...props} />
      </div>
      {/* What one golfer opened, the next one does not find. */}
      {sheet !== null && kiosk.sessionId !== null && sheet.sessionId === kiosk.sessionId && (
        <OpenSheet sheet={sheet.name} sessionId={kiosk.sessionId} onClose={() => setSheet(null)} {...props} />
      )}
    </LayoutContext>
  );
}

function useBay(dispatch: React.Dispatch<Parameters<typeof reduce>[1]>) {
  const connection = useRef<Connection>(null);
  const listener = useRef<(jpeg: Blob) => void>(null);
  useEffect(() => {
    const scheme = window.location.protocol === "https:" ? "wss" : "ws";
    connection.current = new Connection(`${scheme}://${window.location.host}/ws`, {
      onMessage: (message) => dispatch({ type: "message", message, atMs: performance.now() }),
      onPreview: (jpeg) => listener.current?.(jpeg),
      onLost: () => dispatch({ type: "lost", atMs: performance.now() }),
    });
    return () => connection.current?.close();
  }, [dispatch]);
  const send = useCallback((message: ClientMessage) => connection.current?.send(message), []);
  const onPreview: OnPreview = useCallback((next) => {
    listener.current = next;
    return () => {
      if (listener.current === next) listener.current = null;
    };
  }, []);
  return { send, onPreview };
}

function ScreenBody({ screen, ...props }: ScreenProps & { screen: Screen }) {
  const swing = shownSwing(props.kiosk);
  switch (screen) {
    case "starting":
    case "restarting":
    case "lost":
    case "camera":
      return <FaultScreen kind={screen} kiosk={props.kiosk} />;
    case "attract":
      return <AttractScreen kiosk={props.kiosk} />;
    case "analysing":
      return <AnalysingScreen kiosk={props.kiosk} />;
    case "result":
      return swing && <ResultScreen {...props} swing={swing} />;
    case "replay":
      return swing && <ReplayScreen key={swing.swing_id} {...props} swing={swing} />;
    default:
      return <ReadyScreen {...props} kind={screen} />;
  }
}

function OpenSheet({
  sheet,
  sessionId,
  onClose,
  kiosk,
  dispatch,
  onGolfer,
}: ScreenProps & { sheet: SheetName; sessionId: string; onClose: () => void }) {
  if (sheet === "claim") {
    return (
      <Sheet title={words.claim.title} onClose={onClose}>
        <ClaimCode sessionId={sessionId} />
      </Sheet>
    );
  }
  if (sheet === "golfer") {
    return (
      <Sheet title={words.handedness.choose} onClose={onClose}>
        <GolferChoice golfer={kiosk.golfer} onChange={onGolfer} />
      </Sheet>
    );
  }
  const select = (swingId: string) => {
    onClose();
    dispatch({ type: "select", swingId, atMs: performance.now() });
  };
  return (
    <Sheet title={words.header.lastSwings} onClose={onClose}>
      <SwingList
        swings={kiosk.swings}
        shownId={shownSwing(kiosk)?.swing_id ?? null}
        onSelect={select}
        most={10}
        className="grid-cols-2"
        bare
      />
    </Sheet>
  );
}
