import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "./kiosk.css";

export const metadata: Metadata = { title: "SwingVision", icons: "/icon.svg" };
export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#0B0F0E" };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
