"use client";

/** A number of a player's swings over time. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { components } from "@/wire/cloud";
import { answered, client } from "./client";
import type { Club, View } from "./swings";

export type TrendPoint = components["schemas"]["TrendPoint"];

export interface AskedTrend {
  metric: string;
  player_id: string;
  club: Club | null;
  view: View | null;
  from_ms: number;
  until_ms: number;
  bucket_days: number;
}

export function useTrend(asked: AskedTrend) {
  return useQuery({
    queryKey: ["trend", asked],
    queryFn: ({ signal }) => {
      const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null));
      return answered(
        client.GET("/v1/trends", {
          params: { query: given as typeof asked & { club?: Club; view?: View } },
          signal,
        }),
      );
    },
    placeholderData: keepPreviousData,
  });
}
