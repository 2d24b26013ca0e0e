/** How the portal asks: again where that may help, and told at once where nobody is signed in any more. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isPassing, isSignedOut } from "./problem";
import { SESSION } from "./session";

const MOST_TRIES = 2;

export function makeQueries(): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) queries.setQueryData(SESSION, null);
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    // A wrong password is a 401 too; there is nobody to sign out then.
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => isPassing(error) && failures < MOST_TRIES,
        retryDelay: (attempt) => 500 * 2 ** attempt,
        // Asked whatever the browser believes of its network: only a request can tell.
        networkMode: "always",
        staleTime: 10_000,
      },
      mutations: { networkMode: "always" },
    },
  });
  return queries;
}
