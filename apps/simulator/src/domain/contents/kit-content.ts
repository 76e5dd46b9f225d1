interface FittingPart {
  id: string;
  fits: readonly string[];
}

/** Whether a part fits a model; `*` fits every one. */
export function isFitting(part: FittingPart, model: string): boolean {
  return part.fits.includes('*') || part.fits.includes(model);
}

/**
 * The parts of a service kit for one model. The demo file names a part, or a family ("AF") of which the one that fits is
 * meant; a part that does not fit the model is not in its kit.
 * @returns part numbers with quantities; empty when nothing of the kit fits
 */
export function resolveKitContent(
  content: readonly (readonly [string, number])[],
  model: string,
  parts: readonly FittingPart[],
): { part: string; quantity: number }[] {
  return content.flatMap(([name, quantity]) => {
    const part = parts.find(
      ({ id, ...rest }) => (id === name || id.startsWith(`${name}-`)) && isFitting({ id, ...rest }, model),
    );
    return part ? [{ part: part.id, quantity }] : [];
  });
}
