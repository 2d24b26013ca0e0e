import type { ButtonHTMLAttributes, ReactNode } from "react";

type Look = "outlined" | "filled" | "primary" | "plain";

const LOOKS: Record<Look, string> = {
  outlined: "border border-edge bg-card text-text",
  filled: "border border-text bg-text text-ground font-semibold",
  primary: "bg-primary text-on-primary font-semibold",
  plain: "text-text",
};

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  icon?: ReactNode;
}

/** Every target is at least 72 px high and wide. */
export function Button({ look = "outlined", icon, children, className = "", ...rest }: Props) {
  const base =
    "touch inline-flex items-center justify-center gap-4 rounded-card text-least whitespace-nowrap";
  const room = look === "plain" ? "" : "px-6";
  return (
    <button
      type="button"
      className={`${base} ${room} ${LOOKS[look]} disabled:opacity-40 ${className}`}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}
