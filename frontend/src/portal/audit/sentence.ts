/** An entry of the log as a sentence. Pure. */
import { portal } from "@/words/portal";
import type { Entry } from "../server/people";

interface Sentence {
  who: string;
  did: string;
  /** Whom it was about, where that is one of the people. */
  about: string | null;
}

/** names: of the organisation's people, by id. */
export function sentenceOf(entry: Entry, names: ReadonlyMap<string, string>): Sentence {
  const { asker_kind, asker_id, operation, about } = entry;
  const who = asker_kind === "token" ? portal.audit.program : (names.get(asker_id) ?? portal.audit.gone);
  const named = about === null || about === asker_id ? undefined : names.get(about);
  return { who, did: portal.audit.did[operation] ?? operation, about: named ?? null };
}

/** What came of it, where that was not what was asked; null where it was. */
export function outcomeOf(status: number | null): string | null {
  if (status === null) return portal.audit.unfinished;
  if (status >= 500) return portal.audit.failed;
  return status >= 400 ? portal.audit.refused : null;
}
