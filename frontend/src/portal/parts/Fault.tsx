import { CircleAlert, CloudOff, RotateCw } from "lucide-react";
import { portal } from "@/words/portal";
import { Refused, Unreachable } from "../server/problem";
import { Button } from "./Button";

interface Props {
  error: unknown;
  onTryAgain: () => void;
}

/** Takes the place of what could not be loaded: what happened, what is safe, the next step. */
export function Fault({ error, onTryAgain }: Props) {
  const isUnreachable = error instanceof Unreachable;
  const { label, title, lead } = isUnreachable ? portal.unreachable : portal.fault;
  const Icon = isUnreachable ? CloudOff : CircleAlert;
  const reference = error instanceof Refused ? error.reference : "";
  return (
    <section role="alert" className="flex flex-col items-start gap-3 py-6">
      <p className="flex items-center gap-2 text-body font-semibold text-fault">
        <Icon aria-hidden className="size-4.5" />
        {label}
      </p>
      <h2 className="text-cue font-semibold">{title}</h2>
      <p className="max-w-prose text-body text-quiet">{lead}</p>
      <Button look="primary" icon={<RotateCw aria-hidden className="size-4" />} onClick={onTryAgain}>
        {portal.fault.tryAgain}
      </Button>
      {reference !== "" && (
        <p className="max-w-full text-caption break-all text-quiet">
          {portal.fault.reference} <span className="number">{reference}</span>
        </p>
      )}
    </section>
  );
}
