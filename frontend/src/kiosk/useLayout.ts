"use client";

import { createContext, useContext, useEffect, useState } from "react";
import { layoutFor, type Layout } from "./scale";
import { readSettings } from "./settings";

const DESIGN: Layout = { mm: 2.71, orientation: "landscape", compact: false, column_mm: 408 };

export const LayoutContext = createContext<Layout>(DESIGN);

export function useLayout(): Layout {
  return useContext(LayoutContext);
}

/** The layout for this window; writes the millimetre and the theme to the document as it changes. */
export function useWindowLayout(): Layout {
  const [layout, setLayout] = useState(DESIGN);
  useEffect(() => {
    const { diagonal_inch, theme } = readSettings(window.location.search, window.localStorage);
    const root = document.documentElement;
    const light = window.matchMedia("(prefers-color-scheme: light)");
    const fit = () => {
      const next = layoutFor(window.innerWidth, window.innerHeight, diagonal_inch);
      root.style.setProperty("--mm", `${next.mm}px`);
      root.dataset.orientation = next.orientation;
      root.dataset.compact = String(next.compact);
      setLayout(next);
    };
    const paint = () => {
      root.dataset.theme = theme === "auto" ? (light.matches ? "light" : "dark") : theme;
    };
    fit();
    paint();
    window.addEventListener("resize", fit);
    light.addEventListener("change", paint);
    return () => {
      window.removeEventListener("resize", fit);
      light.removeEventListener("change", paint);
    };
  }, []);
  return layout;
}
