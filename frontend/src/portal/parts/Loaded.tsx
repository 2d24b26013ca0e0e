import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Fault } from "./Fault";
import { Waiting } from "./Waiting";

interface Props<T> {
  query: UseQueryResult<T>;
  /** While it is waited for. */
  rows: number;
  rowClass?: string;
  children: (data: T) => ReactNode;
}

/** What was asked for, or how it stands: waited for, or not to be had. What is there stays while it is asked again. */
export function Loaded<T>({ query, rows, rowClass, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Fault error={query.error} onTryAgain={() => void query.refetch()} />;
  return <Waiting rows={rows} {...(rowClass === undefined ? {} : { className: rowClass })} />;
}
