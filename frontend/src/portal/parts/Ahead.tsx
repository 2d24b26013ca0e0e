"use client";

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { saidOf } from "../forms";
import { Button } from "./Button";
import { Note } from "./Note";

interface Props {
  pages: UseInfiniteQueryResult<InfiniteData<unknown>>;
  words: { more: string; loadingMore: string; all: string };
}

/** What comes after the rows that are here: fetched before one gets there, or by a press. */
export function Ahead({ pages, words }: Props) {
  const mark = useRef<HTMLDivElement>(null);
  const fetchMore = useEffectEvent(() => {
    if (pages.hasNextPage && !pages.isFetchNextPageError) void pages.fetchNextPage();
  });
  const count = pages.data?.pages.length ?? 0;
  const busy = pages.isFetching;
  useEffect(() => {
    if (mark.current === null || busy) return;
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting && fetchMore(), {
      rootMargin: "1200px",
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
    // Anew with each page and after each question: what is still in sight is told again.
  }, [count, busy]);
  return (
    <div ref={mark} className="flex min-h-16 flex-col items-start justify-center gap-3 px-4 py-4 wide:px-6">
      {pages.isFetchNextPageError && <Note tone="fault">{saidOf(pages.error)}</Note>}
      {pages.hasNextPage ? (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {pages.isFetchingNextPage ? words.loadingMore : words.more}
        </Button>
      ) : (
        <p className="text-table text-quiet">{words.all}</p>
      )}
    </div>
  );
}
