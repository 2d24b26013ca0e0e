import { portal } from "@/words/portal";
import { halfText, rowsOf, stretchOf, valueText, type Row as Measure, type Rows } from "../metrics";
import { Scale } from "../parts/Scale";
import { Withheld } from "../parts/Withheld";
import type { SwingDetail } from "../server/swings";

type Report = SwingDetail["swing"]["report"];

/** Every number with its interval and its grade, or why there is none. */
export function Measures({ report }: { report: Report }) {
  const { columns } = portal.swing;
  return (
    <table className="w-full text-table">
      <caption className="sr-only">{portal.swing.table}</caption>
      <thead>
        <tr className="border-b border-line text-left text-caption text-quiet">
          <th scope="col" className="py-2 pl-4 font-normal wide:pl-6">
            {columns.measure}
          </th>
          <th scope="col" className="py-2 pl-2 text-right font-normal">
            {columns.value}
          </th>
          <th scope="col" className="py-2 pl-4 font-normal">
            {columns.scale}
          </th>
          <th scope="col" className="py-2 pr-4 pl-3 text-center font-normal wide:pr-6">
            {columns.grade}
          </th>
        </tr>
      </thead>
      {rowsOf(report.metrics, report.view).map((rows) => (
        <Group key={rows.group} rows={rows} report={report} />
      ))}
    </table>
  );
}

function Group({ rows: { group, rows, elsewhere }, report: { view, cue } }: { rows: Rows; report: Report }) {
  const other = view === "down_the_line" ? "face_on" : "down_the_line";
  return (
    <tbody>
      <tr className="border-b border-line bg-raised">
        <th scope="rowgroup" colSpan={4} className="px-4 py-1 text-left font-semibold wide:px-6">
          {portal.swing.groups[group]}
        </th>
      </tr>
      {rows.map((row) => (
        <Row key={row.name} row={row} isEvidence={cue?.metric === row.name} />
      ))}
      {elsewhere > 0 && view !== "other" && (
        <tr className="border-b border-line">
          <td colSpan={4} className="px-4 py-1.5 text-caption text-quiet wide:px-6">
            {portal.swing.otherView(portal.views[other].toLowerCase(), elsewhere)}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Row({ row, isEvidence }: { row: Measure; isEvidence: boolean }) {
  const { title, metric, shown } = row;
  return (
    <tr className={`h-9 border-b border-line wide:h-7 ${isEvidence ? "bg-selected" : ""}`}>
      <th scope="row" className="py-1 pl-4 text-left font-[450] wide:pl-6">
        {isEvidence && (
          <span aria-hidden className="mr-2 inline-block size-2 rotate-45 border border-mark-edge bg-mark" />
        )}
        {title}
      </th>
      {shown === null ? (
        <td colSpan={2} className="py-1 pl-2">
          <Withheld reason={metric.withheld ?? portal.none} />
        </td>
      ) : (
        <>
          <td className="py-1 pl-2 text-right whitespace-nowrap">
            <span className="number text-body">{valueText(shown, metric.unit)}</span>{" "}
            <span className="number text-caption text-quiet">
              {portal.swing.plusMinus(halfText(shown, metric.unit))}
            </span>
            {shown.apparent && <span className="block text-caption text-quiet">{portal.swing.apparent}</span>}
          </td>
          <td className="w-16 py-1 pl-4 xs:w-24 wide:w-46">
            <Drawn row={row} />
          </td>
        </>
      )}
      <td className="py-1 pr-4 pl-3 text-center wide:pr-6">
        <Grade grade={metric.grade} />
      </td>
    </tr>
  );
}

function Drawn({ row: { shown, band, metric, title } }: { row: Measure }) {
  if (shown === null) return null;
  const [from, to] = stretchOf(shown, band);
  const ends = [shown.low, shown.high].map((value) => valueText({ ...shown, value }, metric.unit));
  const label = `${title}: ${portal.swing.between(ends[0]!, ends[1]!)}`;
  return <Scale shown={shown} from={from} to={to} band={band} label={label} />;
}

const GRADES = { A: "bg-text text-ground", B: "border border-text", C: "border border-dashed border-edge" };

function Grade({ grade }: { grade: keyof typeof GRADES }) {
  return (
    <span
      title={portal.swing.grades[grade]}
      className={`inline-grid size-5 place-items-center rounded text-caption font-semibold ${GRADES[grade]}`}
    >
      {grade}
    </span>
  );
}
