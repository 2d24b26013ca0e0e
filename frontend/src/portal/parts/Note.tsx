import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  fault: { look: "border-fault text-fault", icon: CircleAlert, role: "alert" },
  good: { look: "border-good text-good", icon: CircleCheck, role: "status" },
} as const;

/** What came of something that was asked for. */
export function Note({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  const { look, icon: Icon, role } = TONES[tone];
  return (
    <p
      role={role}
      className={`flex items-start gap-2 rounded-control border bg-surface px-3 py-2.5 text-body ${look}`}
    >
      <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
