import type { Dispatch } from "react";
import type { Golfer, Swing } from "@/wire";
import type { OnPreview } from "../parts/Preview";
import type { Action, Kiosk } from "../reducer";

export type Sheet = "golfer" | "swings" | "claim";

export interface ScreenProps {
  kiosk: Kiosk;
  dispatch: Dispatch<Action>;
  onGolfer: (golfer: Golfer) => void;
  onNewGolfer: () => void;
  onOpen: (sheet: Sheet) => void;
  onPreview: OnPreview;
}

export interface SwingScreenProps extends ScreenProps {
  swing: Swing;
}
