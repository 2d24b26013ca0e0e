import { words } from "@/words";
import type { FaultKind } from "../screens/FaultScreen";

/** What is connected to what, and where it is broken; drawn in millimetres of the design. */
export function FaultPicture({ kind }: { kind: FaultKind }) {
  const isCamera = kind === "camera";
  const broken = isCamera || kind === "lost";
  const other = isCamera ? words.faults.picture.camera : words.faults.picture.bay;
  return (
    <div className="hatched flex h-full min-h-0 w-full items-center justify-center overflow-hidden rounded-card border border-edge [grid-area:picture]">
      <svg viewBox="0 0 258 344.5" className="h-full max-h-full w-full" aria-hidden>
        <g fill="var(--ground)" strokeWidth="2.2" strokeLinejoin="round">
          {isCamera ? <CameraBox /> : <BayBox />}
          {broken ? <BrokenCable /> : <Cable />}
          <g stroke="var(--text)">
            <rect x="46" y="168" width="166" height="98" rx="3" />
          </g>
          <rect x="58" y="180" width="142" height="74" rx="2" fill="var(--raised)" />
          <path d="M129 266v40M88 307h83" stroke="var(--quiet)" strokeLinecap="round" fill="none" />
        </g>
        <g fill="var(--quiet)" textAnchor="middle" className="picture-words">
          <text x="129" y="221">
            {words.faults.picture.screen}
          </text>
        </g>
        <Name x={52} y={65} line="M82 65h14" colour="var(--quiet)">
          {other}
        </Name>
        {broken && isCamera && (
          <Name x={193} y={128} line="M141 128h14" colour="var(--fault)">
            {words.faults.picture.plug}
          </Name>
        )}
      </svg>
    </div>
  );
}

function CameraBox() {
  return (
    <g stroke="var(--quiet)">
      <rect x="99" y="43" width="60" height="43" rx="3" />
      <circle cx="129" cy="64.5" r="13" />
    </g>
  );
}

function BayBox() {
  return (
    <g stroke="var(--quiet)">
      <rect x="99" y="43" width="60" height="43" rx="3" />
      <path d="M108 54h20M108 64h20M108 74h20" strokeLinecap="round" fill="none" />
      <circle cx="147" cy="64" r="3" fill="var(--quiet)" stroke="none" />
    </g>
  );
}

function BrokenCable() {
  return (
    <g stroke="var(--fault)">
      <path d="M129 86v21M129 145v23M125 118v5M133 118v5" fill="none" />
      <rect x="120" y="107" width="18" height="10.5" />
      <rect x="120" y="135" width="18" height="10" />
    </g>
  );
}

function Cable() {
  return (
    <path d="M129 86v82" stroke="var(--watch)" strokeDasharray="1 6" strokeLinecap="round" fill="none" />
  );
}

interface NameProps {
  x: number;
  y: number;
  line: string;
  colour: string;
  children: string;
}

function Name({ x, y, line, colour, children }: NameProps) {
  const width = children.length * 6.6 + 14;
  return (
    <g>
      <path d={line} stroke={colour} strokeWidth="1.8" />
      <rect x={x - width / 2} y={y - 13} width={width} height="26" fill="var(--ground)" />
      <text x={x} y={y + 4.5} textAnchor="middle" fill="var(--text)" className="picture-words">
        {children}
      </text>
    </g>
  );
}
