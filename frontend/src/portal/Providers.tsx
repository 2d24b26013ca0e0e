"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { portal } from "@/words/portal";
import { makeQueries } from "./server/queries";

/** What every page of the portal stands in. */
export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(makeQueries);
  useEffect(() => {
    // A page that the browser had put away whole may be of somebody who has signed out since.
    const comeBack = ({ persisted }: PageTransitionEvent) => persisted && window.location.reload();
    window.addEventListener("pageshow", comeBack);
    return () => window.removeEventListener("pageshow", comeBack);
  }, []);
  return (
    <QueryClientProvider client={queries}>
      <Offline />
      {children}
    </QueryClientProvider>
  );
}

function listen(changed: () => void): () => void {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}

/** That the device has no network, while it has none. */
function Offline() {
  const online = useSyncExternalStore(
    listen,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status">
      {!online && (
        <p className="flex items-center gap-2 border-b border-line bg-raised px-4 py-2 text-table wide:px-6">
          <CloudOff aria-hidden className="size-4 shrink-0" />
          <span>
            <strong className="font-semibold">{portal.offline.title}</strong> {portal.offline.lead}
          </span>
        </p>
      )}
    </div>
  );
}
