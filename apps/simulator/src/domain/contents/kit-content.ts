interface FittingPart {
  id: string;
  fits: readonly string[];
}

/** Returns true if a part fits a model. `*` fits all models. */
export function isFitting(part: FittingPart, model: string): boolean {
  return part.fits.includes('*') || part.fits.includes(model);
}

/**
 * Returns the parts of a service kit for one model. The demo file lists parts and part families. A family, such as
 * "AF", is replaced by its part that fits the model. Parts that do not fit the model are omitted.
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
