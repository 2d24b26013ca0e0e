"use client";

import { useEffect, useState } from "react";
import { encode } from "uqr";
import type { ClaimOffer } from "@/wire";
import { words } from "@/words";
import { ASK_AGAIN_MS, askForCode } from "../claim";
import { Button } from "./Button";

/** White around the code, in its modules, as the standard asks for. */
const QUIET = 4;

/** The session's code, as a QR and as letters; asked for anew while it is shown, so that it never ends there. */
export function ClaimCode({ sessionId }: { sessionId: string }) {
  const [offer, setOffer] = useState<ClaimOffer | null>(null);
  const [answered, setAnswered] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    // An answer that comes when the sheet is closed is of no use.
    let open = true;
    const ask = async () => {
      const found = await askForCode(sessionId);
      if (!open) return;
      setOffer(found);
      setAnswered(true);
    };
    void ask();
    const clock = setInterval(() => void ask(), ASK_AGAIN_MS);
    return () => {
      open = false;
      clearInterval(clock);
    };
  }, [sessionId, round]);
  if (offer === null) return <NoCode failed={answered} onAgain={() => setRound(round + 1)} />;
  return (
    <div className="flex items-center gap-14 portrait:flex-col portrait:text-center">
      <QrCode text={offer.url} />
      <div className="flex min-w-0 flex-col gap-8">
        <p className="text-value font-semibold">{words.claim.scan}</p>
        <p className="text-least text-quiet">{words.claim.once(Math.floor(offer.valid_s / 60))}</p>
        <p className="text-least text-quiet [overflow-wrap:anywhere]">
          {words.claim.type(offer.portal.replace(/^https?:\/\//, ""))}{" "}
          <strong className="number block text-text">{offer.code}</strong>
        </p>
      </div>
    </div>
  );
}

function NoCode({ failed, onAgain }: { failed: boolean; onAgain: () => void }) {
  return (
    <div role="status" className="flex flex-col items-start gap-8 text-value">
      <p>{failed ? words.claim.failed : words.claim.coming}</p>
      {failed && <Button onClick={onAgain}>{words.claim.again}</Button>}
    </div>
  );
}

/** Dark on white in both themes: a phone reads nothing else as surely. */
function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      role="img"
      aria-label={words.claim.picture(text)}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-130 shrink-0 rounded-card compact:size-110"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#0b0f0e" />
    </svg>
  );
}
