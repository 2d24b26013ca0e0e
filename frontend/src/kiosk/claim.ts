/** Asks the bay for the code by which this session is taken home. */
import type { ClaimOffer } from "@/wire";

/** The bay hands out the same code until it is half spent; asked this often, none on screen is ever near its end. */
export const ASK_AGAIN_MS = 60_000;
const ANSWER_LIMIT_MS = 5_000;

/** Null where there is none to be had: the session is over, nothing can be saved, or the bay is away. */
export async function askForCode(sessionId: string): Promise<ClaimOffer | null> {
  try {
    const answer = await fetch("/api/claims", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ session_id: sessionId }),
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    if (!answer.ok) return null;
    const offer = (await answer.json()) as ClaimOffer;
    return offer.session_id === sessionId ? offer : null;
  } catch {
    return null;
  }
}
