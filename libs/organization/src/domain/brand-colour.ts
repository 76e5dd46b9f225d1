import { DomainError } from '#platform/domain';

/** Accent colour of documents of a maker that has not chosen one. */
export const DEFAULT_ACCENT = '#0b6b74';

/** Contrast that small text needs on its background (WCAG 2.2, 1.4.3). */
export const MIN_CONTRAST = 4.5;

/**
 * Returns the contrast of a colour with white paper, from 1 to 21 (WCAG 2.2).
 * @param colour `#rrggbb`
 */
export function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => toLinear(Number.parseInt(colour.slice(at, at + 2), 16)));
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  return 1.05 / (luminance + 0.05);
}

/** Converts a channel of an sRGB colour, 0 to 255, to its share of light. */
function toLinear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** @throws DomainError organization.accent_too_light if text in this colour would be hard to read on paper */
export function assertLegible(accent: string): void {
  const contrast = contrastWithWhite(accent);
  if (contrast >= MIN_CONTRAST) return;
  const params = { contrast: (Math.floor(contrast * 10) / 10).toFixed(1), min: MIN_CONTRAST.toFixed(1) };
  throw new DomainError('organization.accent_too_light', params, [
    { pointer: '/accent', code: 'organization.accent_too_light', params },
  ]);
}
