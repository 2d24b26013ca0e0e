"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useRef } from "react";
import { portal } from "@/words/portal";
import { Button } from "../parts/Button";
import { Empty } from "../parts/Empty";
import { Keys } from "../parts/Keys";
import { Loaded } from "../parts/Loaded";
import { Shell } from "../Shell";
import { SignedIn } from "../SignedIn";
import { useDevices, type Device } from "../server/devices";
import { useRowKeys } from "../useRowKeys";
import { alarmsOf, inOrder, summaryOf } from "./bays";
import { Row } from "./Row";
import { Strip } from "./Strip";

/** An operator's bays: which of them need somebody. No swing and no face is shown here. */
export function Bays() {
  return (
    <SignedIn>
      <Page />
    </SignedIn>
  );
}

function Page() {
  const devices = useDevices();
  const router = useRouter();
  const onlyNeeding = useSearchParams().get("show") === "needing";
  const show = (needing: boolean) =>
    router.replace(needing ? "/bays/?show=needing" : "/bays/", { scroll: false });
  const now_ms = devices.data?.asked_at_ms ?? 0;
  const needing = devices.data?.devices.filter((device) => alarmsOf(device, now_ms).length > 0) ?? [];
  return (
    <Shell
      title={portal.bays.title}
      actions={<Which onlyNeeding={onlyNeeding} needing={needing.length} onChange={show} />}
    >
      <Loaded query={devices} rows={6} rowClass="h-22 wide:h-14">
        {(data) =>
          data.devices.length === 0 ? (
            <div className="px-4 wide:px-6">
              <Empty title={portal.bays.noneTitle} lead={portal.bays.noneLead} />
            </div>
          ) : (
            <>
              <Strip summary={summaryOf(data.devices, now_ms)} />
              <List devices={inOrder(onlyNeeding ? needing : data.devices)} now_ms={now_ms} />
            </>
          )
        }
      </Loaded>
    </Shell>
  );
}

interface WhichProps {
  onlyNeeding: boolean;
  needing: number;
  onChange: (onlyNeeding: boolean) => void;
}

function Which({ onlyNeeding, needing, onChange }: WhichProps) {
  return (
    <div role="group" aria-label={portal.bays.shown} className="flex gap-1">
      <Button
        look={onlyNeeding ? "plain" : "outlined"}
        aria-pressed={!onlyNeeding}
        onClick={() => onChange(false)}
      >
        {portal.bays.all}
      </Button>
      <Button
        look={onlyNeeding ? "outlined" : "plain"}
        aria-pressed={onlyNeeding}
        onClick={() => onChange(true)}
      >
        {portal.bays.needing(needing)}
      </Button>
    </div>
  );
}

function List({ devices, now_ms }: { devices: readonly Device[]; now_ms: number }) {
  const list = useRef<HTMLOListElement>(null);
  useRowKeys(list);
  if (devices.length === 0) {
    return (
      <div className="px-4 wide:px-6">
        <Empty title={portal.bays.wellTitle} lead={portal.bays.wellLead} />
      </div>
    );
  }
  return (
    <>
      <ol ref={list}>
        {devices.map((device) => (
          <Row key={device.device_id} device={device} now_ms={now_ms} />
        ))}
      </ol>
      <div className="px-4 py-3 wide:px-6">
        <Keys keys={[["J K", portal.bays.keys.next]]} />
      </div>
    </>
  );
}
