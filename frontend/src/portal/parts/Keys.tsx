/** Which keys do what, where there are keys. */
export function Keys({ keys }: { keys: readonly (readonly [string, string])[] }) {
  return (
    <p aria-hidden className="hidden flex-wrap gap-x-4 gap-y-1 text-table text-quiet wide:flex">
      {keys.map(([name, does]) => (
        <span key={name} className="inline-flex items-center gap-1.5">
          {name.split(" ").map((key) => (
            <kbd
              key={key}
              className="min-w-5.5 rounded border border-edge bg-surface px-1 text-center font-sans text-caption text-text"
            >
              {key}
            </kbd>
          ))}
          {does}
        </span>
      ))}
    </p>
  );
}
