/** Hatch patterns, defined once per page; shapes refer to them by `url(#hatch-unknown)`. */
export function HatchDefs() {
  return (
    <svg width="0" height="0" aria-hidden focusable="false" className="visually-hidden">
      <defs>
        <Hatch id="hatch-unknown" colour="var(--unknown-fill)" />
        <Hatch id="hatch-held" colour="var(--held-fill)" />
        <Hatch id="hatch-critical" colour="var(--critical-fill)" />
      </defs>
    </svg>
  );
}

function Hatch({ id, colour }: { readonly id: string; readonly colour: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="1.2" height="5" style={{ fill: colour }} />
    </pattern>
  );
}
