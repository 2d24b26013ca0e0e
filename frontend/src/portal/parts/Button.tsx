import Link from "next/link";
import type { ButtonHTMLAttributes, ReactNode } from "react";

type Look = "outlined" | "primary" | "plain";

const LOOKS: Record<Look, string> = {
  outlined: "border border-edge bg-surface text-text hover:bg-raised",
  primary: "border border-primary bg-primary text-on-primary",
  plain: "text-text hover:bg-raised",
};
const BASE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 text-body font-semibold";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  icon?: ReactNode;
  /** Something is under way: it cannot be pressed, and says so. */
  busy?: boolean;
}

/** Every target is at least 44 px high. */
export function Button({ look = "outlined", icon, busy = false, children, className = "", ...rest }: Props) {
  return (
    <button
      type="button"
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      className={`${BASE} ${LOOKS[look]} cursor-pointer disabled:cursor-default disabled:opacity-60 aria-disabled:cursor-progress ${className}`}
      {...rest}
      {...(busy ? { onClick: (event) => event.preventDefault() } : {})}
    >
      {icon}
      {children}
    </button>
  );
}

interface ButtonLinkProps {
  href: string;
  look?: Look;
  icon?: ReactNode;
  children: ReactNode;
}

export function ButtonLink({ href, look = "outlined", icon, children }: ButtonLinkProps) {
  return (
    <Link href={href} className={`${BASE} ${LOOKS[look]}`}>
      {icon}
      {children}
    </Link>
  );
}
