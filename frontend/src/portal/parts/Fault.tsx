import { CircleAlert, CloudOff, Lock, RotateCw } from "lucide-react";
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
  // Asking again would not help; what somebody may not see is not there for them.
  const isNotTheirs = error instanceof Refused && [403, 404].includes(error.status);
  const words = isUnreachable ? portal.unreachable : isNotTheirs ? portal.notYours : portal.fault;
  const Icon = isUnreachable ? CloudOff : isNotTheirs ? Lock : CircleAlert;
  const reference = error instanceof Refused ? error.reference : "";
  return (
    <section role="alert" className="flex flex-col items-start gap-3 py-6">
      <p className="flex items-center gap-2 text-body font-semibold text-fault">
        <Icon aria-hidden className="size-4.5" />
        {words.label}
      </p>
      <h2 className="text-cue font-semibold">{words.title}</h2>
      <p className="max-w-prose text-body text-quiet">{words.lead}</p>
      {!isNotTheirs && (
        <Button look="primary" icon={<RotateCw aria-hidden className="size-4" />} onClick={onTryAgain}>
          {portal.fault.tryAgain}
        </Button>
      )}
      {reference !== "" && (
        <p className="max-w-full text-caption break-all text-quiet">
          {portal.fault.reference} <span className="number">{reference}</span>
        </p>
      )}
    </section>
  );
}
