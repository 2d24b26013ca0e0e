import { ArrowLeft, ChevronDown, QrCode, TriangleAlert, Unplug, UserRoundPlus } from "lucide-react";
import type { ReactNode } from "react";
import type { BayStatus } from "@/wire";
import { words } from "@/words";
import { Button } from "./Button";

/** One line over every screen: no boxes, so that nothing there outranks the hero. */
export function Header({ left, children }: { left: ReactNode; children: ReactNode }) {
  return (
    <header className="header flex shrink-0 items-center justify-between gap-10 text-least whitespace-nowrap">
      <div className="flex min-w-0 items-center gap-14">{left}</div>
      <div className="flex min-w-0 items-center gap-14 text-quiet">{children}</div>
    </header>
  );
}

interface BadgesProps {
  connected: boolean;
  status: BayStatus | null;
  short?: boolean;
}

/** What is wrong but stops nobody: the connection, the storage. */
export function Badges({ connected, status, short = false }: BadgesProps) {
  const storage = status?.storage.state ?? "ok";
  const long = storage === "full" ? words.header.storageFull : words.header.storageFailed;
  return (
    <div role="status" className="flex items-center gap-10">
      {!connected && (
        <Badge icon={<Unplug aria-hidden className="size-11 shrink-0" />}>
          {words.header.connectionLost}
        </Badge>
      )}
      {connected && storage !== "ok" && (
        <Badge icon={<TriangleAlert aria-hidden className="size-11 shrink-0" />}>
          {short ? words.header.notSaved : long}
        </Badge>
      )}
    </div>
  );
}

function Badge({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="flex items-center gap-3.5 text-watch">
      {icon}
      {children}
    </span>
  );
}

export function BackButton({ onBack, children }: { onBack: () => void; children: ReactNode }) {
  return (
    <Button look="plain" onClick={onBack} icon={<ArrowLeft aria-hidden className="size-10" />}>
      {children}
    </Button>
  );
}

interface NewGolferProps {
  onNewGolfer: () => void;
  look?: "plain" | "outlined";
  short?: boolean;
}

export function NewGolferButton({ onNewGolfer, look = "plain", short = false }: NewGolferProps) {
  return (
    <Button
      look={look}
      aria-label={words.header.newGolfer}
      onClick={onNewGolfer}
      icon={<UserRoundPlus aria-hidden className="size-10 shrink-0" />}
    >
      {!short && words.header.newGolfer}
    </Button>
  );
}

export function TakeHomeButton({ onOpen, short }: { onOpen: () => void; short: boolean }) {
  return (
    <Button
      look="plain"
      aria-label={words.header.takeHome}
      aria-haspopup="dialog"
      onClick={onOpen}
      icon={<QrCode aria-hidden className="size-10 shrink-0" />}
    >
      {!short && words.header.takeHome}
    </Button>
  );
}

interface MenuProps {
  onOpen: () => void;
  className?: string;
  children: ReactNode;
}

export function MenuButton({ onOpen, className = "", children }: MenuProps) {
  return (
    <Button look="plain" onClick={onOpen} aria-haspopup="dialog" className={`!gap-4 ${className}`}>
      {children}
      <ChevronDown aria-hidden className="size-9 shrink-0 text-quiet" />
    </Button>
  );
}
