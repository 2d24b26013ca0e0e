"use client";

/** Swings that are taken home by the code that a bay showed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { components } from "@/wire/cloud";
import { answered, client } from "./client";
import { changed } from "./session";

type Schemas = components["schemas"];
export type CodeFacts = Schemas["CodeView"];
export type Claim = Schemas["ClaimView"];

/** How often it is asked whether the bay has come by now. */
const AGAIN_MS = 5_000;

/** What a code is for; it can be used afterwards. While the bay has not sent it, it is asked again. */
export function useCode(code: string) {
  return useQuery({
    queryKey: ["code", code],
    queryFn: () => answered(client.POST("/v1/claims/look", { body: { code } })),
    enabled: code !== "",
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? AGAIN_MS : false),
  });
}

/** Asking again with the same code comes to the same end. */
export function useClaim() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => changed(queries, () => client.POST("/v1/claims", { body: { code } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["swings"] }),
  });
}

/** A claim that waits for its bay, as it stands by now. */
export function useWaitingClaim(claim: Claim) {
  return useQuery({
    queryKey: ["claims", claim.claimed_at_ms],
    queryFn: async () => {
      const { claims } = await answered(client.GET("/v1/claims"));
      return claims.find(({ claimed_at_ms }) => claimed_at_ms === claim.claimed_at_ms) ?? claim;
    },
    initialData: claim,
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? AGAIN_MS : false),
  });
}

export function useSignUp() {
  return useMutation({
    mutationFn: (said: Schemas["SignUp"]) => answered(client.POST("/v1/claims/sign-up", { body: said })),
  });
}
