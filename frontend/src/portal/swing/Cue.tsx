import { portal } from "@/words/portal";
import type { SwingDetail } from "../server/swings";

/** The one thing to say, and the number behind it. */
export function Cue({ cue }: { cue: SwingDetail["swing"]["report"]["cue"] }) {
  return (
    <section className="border-b border-line px-4 py-4 wide:px-6">
      <h2 className="text-cue font-semibold">{cue?.words ?? portal.swing.noCue}</h2>
      <p className="mt-1 flex items-baseline gap-2 text-body text-quiet">
        {cue !== null && (
          <span aria-hidden className="size-2.5 shrink-0 rotate-45 border border-mark-edge bg-mark" />
        )}
        {cue?.evidence ?? portal.swing.noCueLead}
      </p>
      {cue?.drill && (
        <p className="mt-2 text-body">
          <strong className="font-semibold">{portal.swing.drill}:</strong> {cue.drill}
        </p>
      )}
    </section>
  );
}

export function NoteText({ text }: { text: string }) {
  return (
    <section className="border-b border-line px-4 py-4 wide:px-6">
      <h2 className="text-body font-semibold">{portal.swing.note}</h2>
      <p dir="auto" className="mt-1 text-body break-words whitespace-pre-line">
        {text}
      </p>
    </section>
  );
}

export function How({ swing }: { swing: SwingDetail }) {
  const notes = swing.swing.report.quality.notes;
  return (
    <section className="px-4 py-4 text-table text-quiet wide:px-6">
      <h2 className="font-semibold text-text">{portal.swing.how}</h2>
      <p>{portal.swing.howText(swing.bay, swing.definition_version, swing.revision)}</p>
      {notes.map((note) => (
        <p key={note} className="first-letter:uppercase">
          {note}.
        </p>
      ))}
      <p>{Object.values(portal.swing.unitNames).join(". ")}.</p>
    </section>
  );
}
