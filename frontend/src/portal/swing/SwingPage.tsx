"use client";

import { ArrowLeft } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { portal } from "@/words/portal";
import { useMe } from "../me";
import { ButtonLink } from "../parts/Button";
import { Empty } from "../parts/Empty";
import { Fault } from "../parts/Fault";
import { Waiting } from "../parts/Waiting";
import { Refused } from "../server/problem";
import { useSwing, type SwingDetail } from "../server/swings";
import { Shell } from "../Shell";
import { SignedIn } from "../SignedIn";
import { useNow } from "../useNow";
import { momentOf } from "../when";
import { addressOf, historyOf, type SwingAddress } from "./address";
import { Cue, How, NoteText } from "./Cue";
import { Measures } from "./Measures";
import { Replay } from "./Replay";

/** One swing at leisure: the video with its skeleton, frame by frame, and every number that was measured. */
export function SwingPage() {
  return (
    <SignedIn>
      <Asked />
    </SignedIn>
  );
}

function Asked() {
  const address = addressOf(new URLSearchParams(useSearchParams()));
  const swing = useSwing(address.id);
  if (swing.data !== undefined) return <Shown key={address.id} swing={swing.data} address={address} />;
  const isMissing = swing.error instanceof Refused && [404, 422].includes(swing.error.status);
  return (
    <Shell title={isMissing ? portal.swing.missingTitle : portal.swings.title}>
      <div className="px-4 wide:px-6">
        {isMissing && (
          <Empty title={portal.swing.missingTitle} lead={portal.swing.missingLead}>
            <ButtonLink href="/">{portal.notFound.home}</ButtonLink>
          </Empty>
        )}
        {!isMissing && swing.isError && <Fault error={swing.error} onTryAgain={() => void swing.refetch()} />}
        {!isMissing && !swing.isError && <Waiting rows={8} />}
      </div>
    </Shell>
  );
}

function Shown({ swing, address }: { swing: SwingDetail; address: SwingAddress }) {
  const me = useMe();
  const owner = swing.player_id === me.person_id ? null : swing.player_id;
  const facts = [
    momentOf(swing.captured_at_ms, useNow()),
    portal.clubs[swing.club],
    swing.bay,
    portal.handedness[swing.handedness],
  ].join(" · ");
  return (
    <Shell
      title={portal.swing.title(swing.swing.number)}
      lead={facts}
      within={owner === null ? "/swings/" : "/players/"}
      actions={
        <ButtonLink href={historyOf(address, owner)} icon={<ArrowLeft aria-hidden className="size-4" />}>
          {portal.swing.back}
        </ButtonLink>
      }
    >
      <p className="px-4 py-2 text-table text-quiet first-letter:uppercase wide:hidden">{facts}</p>
      <div className="swing-grid">
        <Replay swing={swing} address={address} />
        <section
          aria-label={portal.swing.words}
          tabIndex={0}
          className="min-w-0 -outline-offset-2 [grid-area:words] wide:overflow-y-auto"
        >
          <Cue cue={swing.swing.report.cue} />
          {swing.note !== null && <NoteText text={swing.note} />}
          <Measures report={swing.swing.report} />
          <How swing={swing} />
        </section>
      </div>
    </Shell>
  );
}
