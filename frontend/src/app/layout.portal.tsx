import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Providers } from "@/portal/Providers";
import { portal } from "@/words/portal";
import "./portal.css";

export const metadata: Metadata = {
  title: { default: portal.product, template: `%s · ${portal.product}` },
  icons: "/icon.svg",
  // Links from mails and ids of swings are nobody else's.
  referrer: "no-referrer",
};
export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#F6F8F6" },
    { media: "(prefers-color-scheme: dark)", color: "#0B0F0E" },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
