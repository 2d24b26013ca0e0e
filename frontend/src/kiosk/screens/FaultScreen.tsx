import { CloudOff, RotateCw, Unplug } from "lucide-react";
import { words } from "@/words";
import { FaultPicture } from "../parts/FaultPicture";
import { Badges, Header } from "../parts/Header";
import type { Kiosk } from "../reducer";

export type FaultKind = "starting" | "restarting" | "lost" | "camera";

/** Something is wrong: what, what it means for the golfer, what to do. */
export function FaultScreen({ kind, kiosk }: { kind: FaultKind; kiosk: Kiosk }) {
  const { label, title, lead, steps } = saysFor(kind, kiosk);
  const isFault = kind === "lost" || kind === "camera";
  const Icon = { starting: RotateCw, restarting: RotateCw, lost: CloudOff, camera: Unplug }[kind];
  const kept = kiosk.status?.storage.swings_saved ?? 0;
  const detail = kind === "camera" ? kiosk.status?.camera.detail : null;
  return (
    <>
      <Header left={<span className="text-quiet">{kiosk.status?.bay_name ?? words.product}</span>}>
        <Badges connected={kiosk.connected || kind !== "camera"} status={kiosk.status} short />
        {kept > 0 && <strong className="text-text">{words.header.kept(kept)}</strong>}
      </Header>
      <main className="plain-grid min-h-0 flex-1" data-hand="right">
        <div className="flex min-w-0 flex-col [grid-area:words]">
          <p
            role={isFault ? "alert" : "status"}
            className={`flex items-center gap-8 text-value font-semibold ${isFault ? "text-fault" : "text-watch"}`}
          >
            <Icon aria-hidden className="size-20 shrink-0" strokeWidth={2} />
            {label}
          </p>
          <h1 className="mt-12 max-w-[11em] text-headline font-semibold tracking-[-0.02em] text-balance">
            {title}
          </h1>
          <p className="mt-8 text-value text-pretty text-quiet">{lead}</p>
          <div className="min-h-8 flex-1" />
          <ol className="flex flex-col gap-9 border-y border-line py-13">
            {steps.map((step, i) => (
              <li key={step} className="flex items-center gap-9 text-value leading-tight">
                <span className="number flex size-20 shrink-0 items-center justify-center rounded-full border border-edge text-least">
                  {i + 1}
                </span>
                {step}
              </li>
            ))}
          </ol>
          <div className="min-h-8 flex-1" />
          <p className="line-clamp-2 min-h-15 text-least text-quiet">{detail}</p>
        </div>
        <FaultPicture kind={kind} />
      </main>
    </>
  );
}

interface Says {
  label: string;
  title: string;
  lead: string;
  steps: readonly string[];
}

function saysFor(kind: FaultKind, kiosk: Kiosk): Says {
  if (kind !== "camera") return words.faults[kind];
  const { missing, frozen, garbage, lead, steps } = words.faults.camera;
  const state = kiosk.status?.camera.state;
  const what = state === "frozen" ? frozen : state === "garbage" ? garbage : missing;
  return { ...what, lead, steps };
}
