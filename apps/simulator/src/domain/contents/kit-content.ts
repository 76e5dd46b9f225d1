interface FittingPart {
  id: string;
  fits: readonly string[];
}

/** Returns whether a part fits a model. `*` fits all models. */
export function isFitting(part: FittingPart, model: string): boolean {
  return part.fits.includes('*') || part.fits.includes(model);
}

/**
 * Returns the parts of a service kit for one model. The demo file contains either a part, or a family ("AF"), which
 * stands for the part of the family that fits. Omits parts that do not fit the model.
 * @returns part numbers with quantities; empty if no part of the kit fits
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
