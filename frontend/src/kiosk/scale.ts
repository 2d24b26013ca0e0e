/** How large a design millimetre is on this screen, and which layout fits. Pure. */

export interface Layout {
  /** CSS pixels of one millimetre of the design. */
  mm: number;
  orientation: "landscape" | "portrait";
  /** A smaller screen drops things before it shrinks them. */
  compact: boolean;
  /** Width of the data column, mm of the design. */
  column_mm: number;
}

/** The design's own screen: 32 inches, 16:9, mm. */
const LONG = 708.5;
const SHORT = 398.5;
const SIDE_WITH_VIDEO = 12 + 18 + 258 + 12;
/** What the compact layout needs, mm: along the long and the short side. */
const COMPACT = { landscape: { width: 600, height: 384 }, portrait: { width: 376, height: 606 } };
const COMPACT_SIDE_WITH_VIDEO = 12 + 17 + 241 + 12;

export const DIAGONAL_INCH = 32;
const MM_PER_INCH = 25.4;

/**
 * `diagonal_inch` is the real screen's: text keeps its size in true millimetres on a smaller screen by
 * dropping the least important things, and grows with a larger one.
 */
export function layoutFor(width_px: number, height_px: number, diagonal_inch: number): Layout {
  const orientation = width_px >= height_px ? "landscape" : "portrait";
  const [long, short] = [Math.max(width_px, height_px), Math.min(width_px, height_px)];
  const full = Math.min(long / LONG, short / SHORT);
  const physical = Math.hypot(width_px, height_px) / (diagonal_inch * MM_PER_INCH);
  if (full >= physical * 0.99) {
    const column_mm = orientation === "landscape" ? width_px / full - SIDE_WITH_VIDEO : width_px / full - 24;
    return { mm: full, orientation, compact: false, column_mm };
  }
  const need = COMPACT[orientation];
  const mm = Math.min(width_px / need.width, height_px / need.height);
  const column_mm = width_px / mm - (orientation === "landscape" ? COMPACT_SIDE_WITH_VIDEO : 24);
  return { mm, orientation, compact: true, column_mm };
}
